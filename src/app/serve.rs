//! Serving: open, load, listen, follow the store, and stop gracefully.
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::error::AppError;
use super::inventory::open_inventory;
use super::refresh::{follow_store, refresh};
use super::settings::Settings;
use crate::gazetteer::Gazetteer;
use crate::http::{CourteousListener, PublicUrl, SharedState, build_router};

/// How long requests in flight may take once the server shall stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until the process is told to stop; `started` learns the address actually bound.
pub async fn serve(settings: &Settings, started: impl FnOnce(&str)) -> Result<(), AppError> {
    let gazetteer = Arc::new(Gazetteer::shipped()?);
    let store = open_inventory(&settings.database_url, &gazetteer, settings.seed).await?;

    let listening = |source| AppError::Listen { address: settings.listen.to_string(), source };
    let listener = TcpListener::bind(settings.listen).await.map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;
    let public_url = match &settings.public_url {
        Some(url) => url.clone(),
        None => format!("http://{address}").parse::<PublicUrl>().map_err(AppError::Setting)?,
    };
    let state = SharedState::new(public_url.clone());
    refresh(&store, &gazetteer, &state).await?;
    let follower = tokio::spawn(follow_store(store.clone(), gazetteer, state.clone()));

    // Before anybody is told the address: whoever knows it may send the signal.
    let told_to_stop = stop_signals().map_err(AppError::Server)?;
    tracing::info!(%address, database = store.kind(), "listening");
    started(&public_url.absolute("/", &[]));
    let (stop, stopped) = watch::channel(false);
    let listener = CourteousListener::new(listener, &public_url);
    let server = axum::serve(listener, build_router(state)).with_graceful_shutdown(until(stopped.clone()));
    tokio::spawn(async move {
        told_to_stop.await;
        tracing::info!("stopping");
        // Nobody listens any more only when the server has ended by itself.
        let _ = stop.send(true);
    });
    let outcome = tokio::select! {
        ended = server.into_future() => ended.map_err(AppError::Server),
        () = async { until(stopped).await; tokio::time::sleep(GRACE).await } => Ok(()),
    };
    follower.abort();
    store.close().await;
    outcome
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which ends the server as well.
    let _ = stopped.wait_for(|is_stopped| *is_stopped).await;
}

/// Catches Ctrl-C and SIGTERM from now on; the future ends with the first of them.
fn stop_signals() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
