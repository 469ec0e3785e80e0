//! The ceiling of `make peers`: the same server answering a constant body, so that a ratio tells what an answer costs beyond
//! sending its bytes. `cargo bench --bench ceiling -- ADDRESS FOLDER` serves each file of the folder at `/NAME` until it is told to stop.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a bench may stop at once")]
use std::path::Path;

use agriatlas::http::{ConnectionLimits, PublicUrl, serve_connections};
use axum::Router;
use axum::http::header;
use axum::routing::get;
use bytes::Bytes;
use tokio::net::TcpListener;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [address, folder] = arguments.as_slice() else {
        println!("ceiling: say ADDRESS FOLDER; nothing to serve");
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(serve(address, Path::new(folder)));
}

async fn serve(address: &str, folder: &Path) {
    let mut router = Router::new();
    for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let body = Bytes::from(std::fs::read(file.path()).unwrap());
        let path = format!("/{}", file.file_name().to_str().unwrap());
        let answer = move || {
            let body = body.clone();
            async move { ([(header::CONTENT_TYPE, "application/geo+json")], body) }
        };
        router = router.route(&path, get(answer));
    }
    let public_url: PublicUrl = format!("http://{address}").parse().unwrap();
    let listener = TcpListener::bind(address).await.unwrap();
    println!("serving {} at {address}", folder.display());
    serve_connections(listener, router, &public_url, ConnectionLimits::default(), std::future::pending()).await;
}
