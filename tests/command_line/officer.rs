//! Somebody with a token, over HTTP, who may lose the server at any moment.
use std::io::{Read, Write};
use std::net::TcpStream;

use agriatlas::access::{Access, NewAccount, NewToken};
use agriatlas::domain::{Grant, Role, TokenScope};
use agriatlas::store::Store;

use crate::database::Database;
use crate::server::{Answer, PATIENCE};

/// Who asks, and where.
pub struct Officer {
    pub address: String,
    token: String,
}

impl Officer {
    /// An administrator with a token; the database has its tables already.
    pub async fn appointed(database: &Database) -> Self {
        let store = Store::open(&database.url.parse().unwrap()).await.unwrap();
        let access = Access::new(store.clone());
        let username: agriatlas::domain::Username = "quan".parse().unwrap();
        let grants = vec![Grant::new(Role::Administrator, None).unwrap()];
        let new = NewAccount { username: username.clone(), display_name: "Quân".to_owned(), password: None, grants };
        access.make_account(new, "test").await.unwrap();
        let wanted = NewToken { name: "test".to_owned(), scope: TokenScope::Edit, days: 1 };
        let (token, _) = access.make_token(&username, wanted, "test").await.unwrap();
        let token = token.reveal().to_owned();
        store.close().await;
        Self { address: String::new(), token }
    }

    /// Somebody who has a token already.
    pub fn with_token(address: &str, token: &str) -> Self {
        Self { address: address.to_owned(), token: token.to_owned() }
    }

    /// The whole answer; `None` where the server went away before it came.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let (address, token, length) = (&self.address, &self.token, body.len());
        let head = format!("{method} {path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n");
        let sent = write!(stream, "{head}Content-Length: {length}\r\n{headers}\r\n").and_then(|()| stream.write_all(body));
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        // A server that refuses need not read to the end.
        if bytes.is_empty() || (sent.is_err() && read.is_err()) {
            return None;
        }
        let is_head_whole = bytes.windows(4).any(|window| window == b"\r\n\r\n");
        let answer = is_head_whole.then(|| Answer::parse(&bytes))?;
        let promised = answer.header("content-length").and_then(|length| length.parse::<usize>().ok());
        promised.is_none_or(|length| length == answer.body.len()).then_some(answer)
    }

    pub fn get(&self, path: &str) -> Option<Answer> {
        self.ask("GET", path, "", b"")
    }

    /// A step with the version that was seen.
    pub fn step(&self, method: &str, path: &str, version: i64, body: &serde_json::Value) -> Option<Answer> {
        let headers = format!("Content-Type: application/json\r\nIf-Match: \"i{version}\"\r\n");
        self.ask(method, path, &headers, body.to_string().as_bytes())
    }

    /// The import once its rehearsal has ended.
    pub fn rehearsed(&self, id: i64) -> Option<serde_json::Value> {
        loop {
            let answer = self.get(&format!("/api/imports/{id}"))?;
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
            let import = answer.json();
            if !["queued", "reading"].contains(&import["progress"]["stage"].as_str().unwrap()) {
                return Some(import);
            }
            std::thread::sleep(std::time::Duration::from_millis(4));
        }
    }
}
