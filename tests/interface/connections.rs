//! Connections: those that keep silent are ended, there are never more than allowed, and the server goes on.
use std::time::Duration;

use agriatlas::http::{ConnectionLimits, serve_connections};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::router;

/// A server with few places and little patience; its address.
async fn start(limits: ConnectionLimits) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let public_url = "http://localhost".parse().unwrap();
    tokio::spawn(async move { serve_connections(listener, router(), &public_url, limits, std::future::pending()).await });
    address
}

async fn ask(address: std::net::SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn who_never_finishes_a_request_makes_room_for_others() {
    let limits = ConnectionLimits { connections: 4, head_time: Duration::from_millis(300), ..ConnectionLimits::default() };
    let address = start(limits).await;
    let mut idle = Vec::new();
    for _ in 0..12 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        idle.push(stream);
    }
    let answer = tokio::time::timeout(Duration::from_secs(20), ask(address)).await.expect("the server is held up");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn too_many_headers_are_refused_with_a_sentence() {
    let address = start(ConnectionLimits::default()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let headers: String = (0..150).map(|number| format!("X-{number}: a\r\n")).collect();
    stream.write_all(format!("GET /healthz HTTP/1.1\r\nHost: a\r\n{headers}\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 431") && answer.contains("\"code\":\"head_too_long\""), "{answer}");
    assert!(answer.contains("x-request-id: ") && answer.contains(" / The headers of the request"), "{answer}");
}
