//! Requests that are far too long, far too slow or no HTTP at all: a sentence where one can be given, and service goes on.
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::database::Database;
use crate::server::{Answer, Server};

const TEN_MEGABYTES: usize = 10 * 1024 * 1024;

/// Everything the server says; a reset after it has spoken counts as its end.
fn all_of(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return bytes,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset && !bytes.is_empty() => return bytes,
            Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(&bytes)),
        }
    }
}

/// A 414 with problem+json and a sentence in both languages, whole.
fn is_too_long(bytes: &[u8]) {
    let answer = Answer::parse(bytes);
    assert_eq!((answer.status, answer.header("content-type")), (414, Some("application/problem+json")), "{}", answer.head);
    assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()));
    let problem = answer.json();
    assert_eq!((&problem["status"], &problem["code"]), (&414.into(), &"uri_too_long".into()));
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("dài quá 32768") && detail.contains("exceeds 32768"), "both languages: {detail}");
}

#[test]
fn ten_megabytes_of_query_are_answered_with_a_sentence() {
    let server = Server::start(&Database::sqlite());
    let mut stream = server.connect();
    write!(stream, "GET /api/collections/sites/items?q={} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(TEN_MEGABYTES)).unwrap();
    is_too_long(&all_of(&mut stream));
    assert_eq!(server.number_matched(), 249);
}

#[test]
fn ten_megabytes_in_slow_pieces_are_answered_too() {
    let server = Server::start(&Database::sqlite());
    let mut stream = server.connect();
    stream.write_all(b"GET /api/collections/sites/items?q=").unwrap();
    for _ in 0..20 {
        stream.write_all(&vec![b'a'; TEN_MEGABYTES / 20]).unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    stream.write_all(b" HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    is_too_long(&all_of(&mut stream));
    assert_eq!(server.number_matched(), 249);
}

#[test]
fn ten_megabytes_of_header_are_answered_too() {
    let server = Server::start(&Database::sqlite());
    let mut stream = server.connect();
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n", "a".repeat(TEN_MEGABYTES)).unwrap();
    let bytes = all_of(&mut stream);
    let answer = Answer::parse(&bytes);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (431, Some("head_too_long")), "{}", answer.head);
    assert_eq!(answer.header("x-request-id"), answer.json()["request_id"].as_str());
    assert_eq!(server.number_matched(), 249);
}

#[test]
fn an_address_just_over_the_limit_is_refused_in_the_asked_language() {
    let server = Server::start(&Database::sqlite());
    let long = format!("/api/collections/sites/items?lang=en&q={}", "a".repeat(33 * 1024));
    let answer = server.get(&long);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (414, Some("uri_too_long")));
    let fitting = format!("/api/collections/sites/items?lang=en&q={}", "a".repeat(1024));
    assert_ne!(server.get(&fitting).status, 414);
}

#[test]
fn garbage_is_no_reason_to_stop() {
    let server = Server::start(&Database::sqlite());
    let noise: Vec<u8> = (0..100_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for garbage in [
        &noise[..],
        b"\0\0\0\0\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET  HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ] {
        let mut stream = server.connect();
        stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        // It may hang up before all of it is sent.
        _ = stream.write_all(garbage);
        _ = stream.shutdown(Shutdown::Write);
        _ = stream.read_to_end(&mut Vec::new());
    }
    // Somebody who begins a request and goes away, many times.
    for _ in 0..200 {
        _ = server.connect().write_all(b"GET /api/collections/si");
    }
    assert_eq!(server.number_matched(), 249);
    assert!(!server.log().contains("panicked"), "{}", server.log());
}
