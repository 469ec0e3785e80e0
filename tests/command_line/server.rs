//! A running server: the binary on a port of its own, and the plainest HTTP client there is.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::NamedTempFile;

use crate::database::Database;

/// How long anything may take on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Server {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub address: String,
    pub announcement: String,
    later_lines: Receiver<String>,
    log: NamedTempFile,
}

/// An answer, its body without any transfer coding.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }
}

impl Server {
    /// Starts it on any free port and waits until it says where.
    pub fn start(database: &Database) -> Self {
        Self::run(database.command(&["serve"]))
    }

    /// The same for a command that ends in serving.
    pub fn run(mut command: Command) -> Self {
        let log = NamedTempFile::new().unwrap();
        command.env("AGRIATLAS_LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).stderr(log.reopen().unwrap());
        let mut child = command.spawn().unwrap();
        let out = child.stdout.take().unwrap();
        let (sender, later_lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)).ok();
        });
        let announcement = later_lines.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            _ = child.kill();
            panic!("no announcement: {}", std::fs::read_to_string(log.path()).unwrap())
        });
        let address = announcement.split("http://").nth(1).unwrap_or_else(|| panic!("{announcement}"));
        let address = address.split('/').next().unwrap().to_owned();
        Self { child, address, announcement, later_lines, log }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// HTTP/1.0, so that the body ends with the connection.
    pub fn get_with(&self, path: &str, headers: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n{headers}\r\n", self.address).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    /// Sends JSON.
    pub fn post(&self, path: &str, headers: &str, body: &str) -> Answer {
        let (mut stream, length) = (self.connect(), body.len());
        let head = format!("POST {path} HTTP/1.0\r\nHost: {}\r\nContent-Length: {length}\r\n", self.address);
        write!(stream, "{head}Content-Type: application/json\r\n{headers}\r\n{body}").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    /// The number of sites it serves.
    pub fn number_matched(&self) -> u64 {
        self.get("/api/collections/sites/items?limit=1").json()["numberMatched"].as_u64().unwrap()
    }

    /// Deletes a file on a disk that only the server sees.
    pub fn make_room(&self, file: &str) {
        std::fs::remove_file(format!("/proc/{}/root{file}", self.child.id())).unwrap();
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Ctrl-C.
    pub fn interrupt(&self) {
        self.signal("-INT");
    }

    fn signal(&self, signal: &str) {
        let status = std::process::Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for its end.
    pub fn wait(&mut self) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(started.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What it wrote to standard output after the announcement.
    pub fn later_output(&self) -> Vec<String> {
        self.later_lines.try_iter().collect()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
