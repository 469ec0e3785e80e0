//! Connections that answer over-long request heads with a sentence.
//!
//! The HTTP library refuses a request line beyond its buffer with an empty 414 or 431 before any handler runs, and closes
//! at once, so that a client still sending sees a reset and no answer. Here the empty answer is replaced by problem+json, and
//! the rest of the request is read and dropped for a while, as nginx does, so that the answer arrives.
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::links::PublicUrl;
use super::problem::Problem;
use super::problem_bodies::ADDRESS_MAX;
use super::request_log::{REQUEST_ID, RequestId};
use crate::domain::Language;

/// How much of an over-long request is read after it was refused.
const DRAIN_BYTES_MAX: usize = 64 * 1024 * 1024;
/// For how long.
const DRAIN_TIME_MAX: Duration = Duration::from_secs(10);

/// What is sent in place of an empty refusal.
#[derive(Clone)]
pub(super) struct Refusals {
    public_url: PublicUrl,
}

impl Refusals {
    pub(super) fn new(public_url: &PublicUrl) -> Self {
        Self { public_url: public_url.clone() }
    }

    /// The whole answer, with a request id that is logged.
    fn answer(&self, problem: Problem) -> Vec<u8> {
        let RequestId(request_id) = RequestId::new();
        let status = problem.code.status();
        tracing::info!(request_id, method = "(unread)", route = "(none)", status = status.as_u16(), "request");
        let body = problem.in_both_languages().json(&self.public_url, Language::Vietnamese, &request_id);
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\ncontent-language: vi, en\r\n\
             access-control-allow-origin: *\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\n\
             {REQUEST_ID}: {request_id}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        [head.into_bytes(), body.into_bytes()].concat()
    }
}

/// One connection.
pub(super) struct CourteousStream {
    inner: TcpStream,
    refusals: Refusals,
    /// How the line being read begins, to tell a long address from long headers.
    line: Vec<u8>,
    /// What is still to be written in place of an empty refusal.
    pending: Vec<u8>,
    drain: Option<Drain>,
}

struct Drain {
    bytes: usize,
    until: Pin<Box<Sleep>>,
}

impl CourteousStream {
    pub(super) fn new(inner: TcpStream, refusals: Refusals) -> Self {
        Self { inner, refusals, line: Vec::new(), pending: Vec::new(), drain: None }
    }

    fn write_pending(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.pending.is_empty() {
            let written = ready!(Pin::new(&mut self.inner).poll_write(context, &self.pending))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.pending.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

/// Whether the bytes are the library's own refusal of a head: no body, one of two statuses.
fn is_empty_refusal(bytes: &[u8]) -> bool {
    let is_status = bytes.starts_with(b"HTTP/1.1 414 ") || bytes.starts_with(b"HTTP/1.1 431 ");
    is_status && bytes.windows(19).any(|window| window.eq_ignore_ascii_case(b"content-length: 0\r\n"))
}

/// How much of a line is kept.
const LINE_KEPT: usize = 16;

/// Keeps how the last line of what was read begins.
fn follow_line(line: &mut Vec<u8>, read: &[u8]) {
    let mut rest = read;
    if let Some(end) = read.iter().rposition(|byte| *byte == b'\n') {
        line.clear();
        rest = read.get(end + 1..).unwrap_or_default();
    }
    line.extend(rest.iter().take(LINE_KEPT - line.len()));
}

/// Whether a line begins like `GET /…`, as no header does.
fn is_request_line(line: &[u8]) -> bool {
    let method = line.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    method > 0 && line.get(method) == Some(&b' ')
}

impl AsyncRead for CourteousStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(context, buffer))?;
        let read = buffer.filled().get(before..).unwrap_or_default();
        follow_line(&mut self.line, read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for CourteousStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.drain.is_none() && is_empty_refusal(bytes) {
            let is_address = is_request_line(&self.line);
            let problem = if is_address { Problem::uri_too_long(ADDRESS_MAX) } else { Problem::head_too_long() };
            self.pending = self.refusals.answer(problem);
            self.drain = Some(Drain { bytes: 0, until: Box::pin(sleep(DRAIN_TIME_MAX)) });
            return Poll::Ready(Ok(bytes.len()));
        }
        ready!(self.write_pending(context))?;
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.write_pending(context))?;
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.write_pending(context))?;
        ready!(Pin::new(&mut self.inner).poll_shutdown(context))?;
        let Self { inner, drain, .. } = &mut *self;
        let Some(drain) = drain else { return Poll::Ready(Ok(())) };
        let mut scratch = [0_u8; 16 * 1024];
        while drain.bytes < DRAIN_BYTES_MAX && Instant::now() < drain.until.deadline() {
            let mut buffer = ReadBuf::new(&mut scratch);
            match Pin::new(&mut *inner).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => drain.bytes += buffer.filled().len(),
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => return drain.until.as_mut().poll(context).map(Ok),
            }
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_empty_refusals_of_a_head_are_replaced() {
        let empty = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        assert!(is_empty_refusal(empty));
        assert!(!is_empty_refusal(b"HTTP/1.1 414 URI Too Long\r\ncontent-length: 120\r\n\r\n{}"));
        assert!(!is_empty_refusal(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"));
    }

    #[test]
    fn a_long_address_is_told_from_long_headers() {
        let mut line = Vec::new();
        for piece in ["GE", "T /items?q=", "aaaa"] {
            follow_line(&mut line, piece.as_bytes());
        }
        assert!(is_request_line(&line));
        follow_line(&mut line, b"a HTTP/1.1\r\nX-Long: ");
        follow_line(&mut line, b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        assert!(!is_request_line(&line));
    }
}
