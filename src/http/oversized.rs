//! A listener whose connections answer over-long request heads with a sentence.
//!
//! The HTTP library refuses a request line beyond its buffer with an empty 414 or 431 before any handler runs, and closes
//! at once, so that a client still sending sees a reset and no answer. Here the empty answer is replaced by problem+json, and
//! the rest of the request is read and dropped for a while, as nginx does, so that the answer arrives.
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

use super::links::PublicUrl;
use super::problem::Problem;
use super::request_log::ADDRESS_MAX;
use crate::domain::Language;

/// How much of an over-long request is read after it was refused.
const DRAIN_BYTES_MAX: usize = 64 * 1024 * 1024;
/// For how long.
const DRAIN_TIME_MAX: Duration = Duration::from_secs(10);

/// A TCP listener that refuses over-long heads with a sentence.
pub struct CourteousListener {
    inner: TcpListener,
    refusal: Vec<u8>,
}

impl CourteousListener {
    /// Wraps a bound listener.
    pub fn new(inner: TcpListener, public_url: &PublicUrl) -> Self {
        // The language asked for stands in the head that cannot be read, so the sentence comes in both.
        let body = Problem::uri_too_long_in_both(ADDRESS_MAX).json(public_url, Language::Vietnamese, "");
        let head = format!(
            "HTTP/1.1 414 URI Too Long\r\ncontent-type: application/problem+json\r\ncontent-language: vi\r\n\
             connection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        Self { inner, refusal: [head.into_bytes(), body.into_bytes()].concat() }
    }
}

impl Listener for CourteousListener {
    type Io = CourteousStream;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.inner).await;
        // Answers are written whole; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        (CourteousStream { inner: stream, refusal: self.refusal.clone(), pending: Vec::new(), drain: None }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.inner.local_addr()
    }
}

/// One connection.
pub struct CourteousStream {
    inner: TcpStream,
    refusal: Vec<u8>,
    /// What is still to be written in place of an empty refusal.
    pending: Vec<u8>,
    drain: Option<Drain>,
}

struct Drain {
    bytes: usize,
    until: Pin<Box<Sleep>>,
}

impl CourteousStream {
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

/// Whether the bytes are the library's own refusal of a head: no body, one of two codes.
fn is_empty_refusal(bytes: &[u8]) -> bool {
    let is_status = bytes.starts_with(b"HTTP/1.1 414 ") || bytes.starts_with(b"HTTP/1.1 431 ");
    is_status && bytes.windows(19).any(|window| window.eq_ignore_ascii_case(b"content-length: 0\r\n"))
}

impl AsyncRead for CourteousStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl AsyncWrite for CourteousStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.drain.is_none() && is_empty_refusal(bytes) {
            self.pending = std::mem::take(&mut self.refusal);
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
        assert!(is_empty_refusal(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        ));
        assert!(!is_empty_refusal(b"HTTP/1.1 414 URI Too Long\r\ncontent-length: 120\r\n\r\n{}"));
        assert!(!is_empty_refusal(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"));
    }
}
