//! The shapes of a .shp file: points as they are, of everything else the kind.
use std::io::Read;
use std::sync::Arc;

use super::file_refusal::FileRefusal;
use super::sheet_info::{RawGeometry, RawPoint};
use crate::domain::Message;

/// Bytes of the head of a file.
const HEAD_BYTES: usize = 100;
/// Bytes of a shape that are looked at: kind, box, count and the first point of several.
const SHAPE_BYTES: usize = 56;

/// The shapes of a file.
pub(super) struct ShpShapes<R> {
    reader: R,
    part: String,
    crs: Option<Arc<str>>,
    /// Bytes that the head promises and that are still to come.
    left: u64,
}

impl<R: Read> ShpShapes<R> {
    /// Reads the head of a file.
    pub fn new(mut reader: R, part: &str, crs: Option<Arc<str>>) -> Result<Self, FileRefusal> {
        let mut head = [0; HEAD_BYTES];
        reader.read_exact(&mut head).map_err(|error| FileRefusal::of_read(error, part))?;
        let whole = |at: usize| big(head.get(at..at + 4).unwrap_or_default());
        if whole(0) != 9994 {
            return Err(FileRefusal::damaged(part, "it does not begin like a shapefile"));
        }
        // Lengths are in words of two bytes.
        let left = (u64::from(whole(24)) * 2).saturating_sub(HEAD_BYTES as u64);
        Ok(Self { reader, part: part.to_owned(), crs, left })
    }

    /// The next shape.
    pub fn next_shape(&mut self) -> Result<Option<RawGeometry>, FileRefusal> {
        if self.left < 8 {
            return Ok(None);
        }
        let failed = |error| FileRefusal::of_read(error, &self.part);
        let mut head = [0; 8];
        self.reader.read_exact(&mut head).map_err(failed)?;
        let length = u64::from(big(head.get(4..).unwrap_or_default())) * 2;
        self.left = self.left.saturating_sub(8 + length);
        let looked_at = length.min(SHAPE_BYTES as u64);
        let mut shape = Vec::with_capacity(SHAPE_BYTES);
        self.reader.by_ref().take(looked_at).read_to_end(&mut shape).map_err(failed)?;
        if (shape.len() as u64) < looked_at {
            return Err(FileRefusal::damaged(&self.part, "it ends midway"));
        }
        let rest = length - looked_at;
        let passed = std::io::copy(&mut self.reader.by_ref().take(rest), &mut std::io::sink()).map_err(failed)?;
        if passed < rest {
            return Err(FileRefusal::damaged(&self.part, "it ends midway"));
        }
        Ok(Some(self.geometry(&shape)))
    }

    fn geometry(&self, shape: &[u8]) -> RawGeometry {
        match little(shape.get(..4).unwrap_or_default()) {
            0 => RawGeometry::Missing,
            1 | 11 | 21 => self.point(shape, 4),
            8 | 18 | 28 => match little(shape.get(36..40).unwrap_or_default()) {
                0 => RawGeometry::Missing,
                1 => self.point(shape, 40),
                _ => RawGeometry::Other("MultiPoint".to_owned()),
            },
            3 | 13 | 23 => RawGeometry::Other("Polyline".to_owned()),
            5 | 15 | 25 => RawGeometry::Other("Polygon".to_owned()),
            31 => RawGeometry::Other("Multipatch".to_owned()),
            kind => RawGeometry::Unreadable(Message::new(
                format!("không có loại hình {kind}"),
                format!("there is no shape type {kind}"),
            )),
        }
    }

    fn point(&self, shape: &[u8], at: usize) -> RawGeometry {
        let number = |at: usize| shape.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes);
        match (number(at), number(at + 8)) {
            (Some(x), Some(y)) if x.is_finite() && y.is_finite() => RawGeometry::Point(RawPoint { x, y, crs: self.crs.clone() }),
            (Some(x), Some(y)) if x.is_nan() && y.is_nan() => RawGeometry::Missing,
            _ => RawGeometry::Unreadable(Message::new("điểm cần hai số", "a point needs two numbers")),
        }
    }
}

/// A whole number with its highest byte first; 0 of fewer bytes.
fn big(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_be_bytes)
}

/// A whole number with its lowest byte first; 0 of fewer bytes.
fn little(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}
