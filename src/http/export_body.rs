//! How a download is sent: written while it is sent, or read from a file that was built before.
use std::convert::Infallible;
use std::fs::File;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::io::AsyncReadExt;

/// About how many bytes are sent at a time.
const CHUNK: usize = 128 * 1024;

/// What is written piece by piece.
pub(super) trait Pieces: Send + 'static {
    /// How a record is named.
    type Key: Send + 'static;

    /// What comes first.
    fn opening(&mut self) -> Vec<u8>;
    /// Adds one record; `position` counts from 0.
    fn add_piece(&mut self, position: usize, key: Self::Key, out: &mut Vec<u8>);
    /// What comes last.
    fn closing(&mut self) -> Vec<u8>;
}

/// The opening, each record's bytes and the closing, made while they are sent.
pub(super) fn streamed<P: Pieces>(mut pieces: P, keys: Vec<P::Key>) -> Body {
    let mut buffer = pieces.opening();
    let mut rest = keys.into_iter().enumerate();
    let mut is_done = false;
    let chunks = std::iter::from_fn(move || {
        if is_done {
            return None;
        }
        while buffer.len() < CHUNK {
            let Some((position, key)) = rest.next() else {
                buffer.extend(pieces.closing());
                is_done = true;
                break;
            };
            pieces.add_piece(position, key, &mut buffer);
        }
        let next = if is_done { Vec::new() } else { Vec::with_capacity(CHUNK + CHUNK / 4) };
        Some(Ok::<Bytes, Infallible>(std::mem::replace(&mut buffer, next).into()))
    });
    Body::from_stream(stream::iter(chunks))
}

/// The content of a file, read while it is sent.
pub(super) fn from_file(file: File) -> Body {
    let file = tokio::fs::File::from_std(file);
    Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = (&mut file).take(CHUNK as u64).read_to_end(&mut chunk).await?;
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(chunk), file)))
    }))
}

/// A body that nobody reads and that therefore tells no length: of an answer to `HEAD`.
pub(super) fn unread() -> Body {
    Body::from_stream(stream::empty::<Result<Bytes, Infallible>>())
}
