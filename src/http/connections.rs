//! Accepting connections: a bounded number of them, none that keeps the server waiting for its request, a graceful end.
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use super::links::PublicUrl;
use super::oversized::{CourteousStream, Refusals};
use super::trusted_proxies::PeerAddress;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Most connections at a time.
    pub connections: usize,
    /// How long a client may take to send the head of a request, also the next one on an open connection.
    pub head_time: Duration,
    /// How long requests in flight may take once the server shall stop.
    pub grace: Duration,
}

impl Default for ConnectionLimits {
    /// Fewer connections than the usual limit of 1,024 open files, with room for the database.
    fn default() -> Self {
        Self { connections: 800, head_time: Duration::from_secs(20), grace: Duration::from_secs(10) }
    }
}

/// How long to wait after the system refused a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until `stop` ends, then lets requests in flight end for a while.
pub async fn serve_connections(
    listener: TcpListener,
    router: Router,
    public_url: &PublicUrl,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()>,
) {
    let refusals = Refusals::new(public_url);
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(limits.head_time);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stop => break,
        };
        let (stream, peer, place) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let stream = TokioIo::new(CourteousStream::new(stream, refusals.clone()));
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            router.clone().oneshot(request)
        });
        let connection = graceful.watch(protocol.serve_connection(stream, service));
        tokio::spawn(async move {
            // A client that breaks off is no fault of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.grace) => tracing::warn!("some connections were cut off"),
    }
}

/// The next connection, once there is a place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<(TcpStream, PeerAddress, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    // Answers are written whole; waiting for more would only delay them.
    stream.set_nodelay(true)?;
    Ok((stream, PeerAddress(peer.ip()), place))
}
