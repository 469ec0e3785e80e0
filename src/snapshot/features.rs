//! Every site as a GeoJSON feature, written once: answers are copies of these bytes.
use super::beside::beside;
use crate::domain::PublicSite;
use crate::encode;

/// Features that lie in one piece of memory.
const CHUNK: usize = 8_192;

/// The features of a segment, by the index of their site.
pub(super) struct Features {
    chunks: Vec<Chunk>,
}

/// Features one after the other.
struct Chunk {
    bytes: Box<[u8]>,
    /// Where each begins, and the end of the last.
    starts: Vec<u32>,
}

impl Features {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let chunks: Vec<&[PublicSite]> = sites.chunks(CHUNK).collect();
        Self { chunks: written(&chunks) }
    }

    pub(super) fn get(&self, index: usize) -> Option<&[u8]> {
        let Chunk { bytes, starts } = self.chunks.get(index / CHUNK)?;
        let start = index % CHUNK;
        bytes.get(*starts.get(start)? as usize..*starts.get(start + 1)? as usize)
    }
}

fn written(chunks: &[&[PublicSite]]) -> Vec<Chunk> {
    if let [one] = chunks {
        return vec![Chunk::of(one)];
    }
    let Some((left, right)) = chunks.split_at_checked(chunks.len() / 2).filter(|(left, _)| !left.is_empty()) else {
        return Vec::new();
    };
    // The halves of halves are written one after the other, so that there are never many threads.
    let is_worth_it = chunks.len() > 16;
    let (mut left, right) = beside(is_worth_it, || written(left), || written(right));
    left.extend(right);
    left
}

impl Chunk {
    fn of(sites: &[PublicSite]) -> Self {
        let (mut bytes, mut starts) = (Vec::new(), Vec::with_capacity(sites.len() + 1));
        starts.push(0);
        for public in sites {
            encode::write_feature(public, &mut bytes);
            starts.push(bytes.len() as u32);
        }
        Self { bytes: bytes.into_boxed_slice(), starts }
    }
}
