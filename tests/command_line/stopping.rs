//! Stopping: SIGTERM lets requests in flight end, and waits for nobody who asks nothing.
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::database::Database;
use crate::server::{Answer, Server};

#[test]
fn a_slow_reader_gets_its_answer_to_the_end() {
    let mut server = Server::start(&Database::sqlite());
    let whole = server.get("/api/collections/sites/export.geojson").body;
    let mut stream = server.connect();
    write!(stream, "GET /api/collections/sites/export.geojson HTTP/1.0\r\nHost: a\r\n\r\n").unwrap();
    let mut bytes = vec![0; 512];
    stream.read_exact(&mut bytes).unwrap();
    server.terminate();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        std::thread::sleep(Duration::from_millis(20));
        match stream.read(&mut buffer).unwrap() {
            0 => break,
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
    let answer = Answer::parse(&bytes);
    assert_eq!(answer.body.len(), whole.len());
    assert_eq!(answer.json()["features"].as_array().unwrap().len(), 249);
    assert_eq!(server.wait().code(), Some(0), "{}", server.log());
}

#[test]
fn idle_connections_do_not_hold_it_up() {
    let mut server = Server::start(&Database::sqlite());
    let mut kept_alive = server.connect();
    write!(kept_alive, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    let mut buffer = [0; 64];
    assert!(kept_alive.read(&mut buffer).unwrap() > 0);
    // Browsers open connections before they need them.
    let _silent = server.connect();
    std::thread::sleep(Duration::from_millis(100));
    let asked = Instant::now();
    server.terminate();
    assert_eq!(server.wait().code(), Some(0));
    println!("stopped after {:?} with idle connections open", asked.elapsed());
    assert!(asked.elapsed() < Duration::from_secs(15), "an idle connection held the server up: {:?}", asked.elapsed());
}

#[test]
fn a_signal_right_after_the_announcement_is_obeyed() {
    let database = Database::sqlite();
    for _ in 0..5 {
        let mut server = Server::start(&database);
        server.terminate();
        assert_eq!(server.wait().code(), Some(0), "killed rather than stopped: {}", server.log());
    }
}

#[test]
fn ctrl_c_stops_it_as_well() {
    let mut server = Server::start(&Database::sqlite());
    server.interrupt();
    assert_eq!(server.wait().code(), Some(0));
}
