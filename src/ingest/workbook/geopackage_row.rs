//! A row of a table of a GeoPackage as cells, and the point in its geometry.
use std::sync::Arc;

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, TypeInfo, ValueRef};

use super::feature_columns::FeatureColumns;
use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::{NumberFormat, RawCell};
use super::row_builder::RowBuilder;
use super::serial_date::iso_moment;
use super::sheet_info::{RawGeometry, RawPoint, RawRow};
use crate::domain::Message;

/// Largest whole number that a number of a spreadsheet keeps exactly; identifiers beyond stay text.
const EXACT_MAX: u64 = 1 << 53;

/// What the columns of a table are.
pub(super) struct TableShape {
    names: FeatureColumns,
    columns: Vec<Column>,
    crs: Option<Arc<str>>,
    limits: Limits,
}

/// A column of a table and its place among the cells; the geometry has none.
struct Column {
    place: Option<u32>,
    declared: Declared,
}

/// The type a column was declared with, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Declared {
    Boolean,
    Date,
    Other,
}

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum RowFault {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Refusal(#[from] FileRefusal),
}

impl RowFault {
    pub fn into_refusal(self, part: &str) -> FileRefusal {
        match self {
            Self::Database(error) => FileRefusal::damaged(part, error),
            Self::Refusal(refusal) => refusal,
        }
    }
}

impl TableShape {
    pub fn new(
        columns: Vec<(String, String)>,
        geometry_column: Option<&str>,
        crs: Option<Arc<str>>,
        limits: &Limits,
    ) -> Result<Self, FileRefusal> {
        let (mut names, mut shaped) = (FeatureColumns::default(), Vec::with_capacity(columns.len()));
        for (name, kind) in columns {
            let declared = match kind.to_ascii_uppercase().as_str() {
                "BOOLEAN" => Declared::Boolean,
                "DATE" | "DATETIME" => Declared::Date,
                _ => Declared::Other,
            };
            let is_geometry = geometry_column.is_some_and(|geometry| geometry.eq_ignore_ascii_case(&name));
            let place = match is_geometry {
                true => None,
                false => {
                    names.add(&name, limits)?;
                    names.place(&name)
                }
            };
            shaped.push(Column { place, declared });
        }
        Ok(Self { names, columns: shaped, crs, limits: *limits })
    }

    /// The row of the names.
    pub fn names(&self) -> Result<RawRow, FileRefusal> {
        let mut row = RowBuilder::new(&self.limits, 1);
        self.names.put_names(&mut row)?;
        row.finish().ok_or_else(|| FileRefusal::damaged("GeoPackage", "a table without columns"))
    }

    /// A row of cells.
    pub fn row(&self, given: &SqliteRow, number: u64) -> Result<Option<RawRow>, RowFault> {
        let mut row = RowBuilder::new(&self.limits, number);
        for (at, column) in self.columns.iter().enumerate() {
            match column.place {
                Some(place) => row.put(place, cell(given, at, column.declared)?)?,
                None => row.place(self.geometry(given.try_get_unchecked::<Option<&[u8]>, _>(at)?)),
            }
        }
        Ok(row.finish())
    }

    fn geometry(&self, bytes: Option<&[u8]>) -> RawGeometry {
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return RawGeometry::Missing };
        match geometry(bytes) {
            Some(Shape::Point(x, y)) => RawGeometry::Point(RawPoint { x, y, crs: self.crs.clone() }),
            Some(Shape::Empty) => RawGeometry::Missing,
            Some(Shape::Other(kind)) => RawGeometry::Other(kind.to_owned()),
            None => RawGeometry::Unreadable(Message::new("hình học GeoPackage bị hỏng", "the GeoPackage geometry is damaged")),
        }
    }
}

fn cell(row: &SqliteRow, at: usize, declared: Declared) -> Result<RawCell, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(RawCell::Empty);
    }
    let kind = raw.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "REAL" => match row.try_get_unchecked::<f64, _>(at)? {
            value if value.is_finite() => RawCell::Number { value, format: NumberFormat::General },
            value => RawCell::Text(value.to_string()),
        },
        "INTEGER" | "BOOLEAN" => {
            let value: i64 = row.try_get_unchecked(at)?;
            match declared {
                Declared::Boolean => RawCell::Bool(value != 0),
                _ if value.unsigned_abs() > EXACT_MAX => RawCell::Text(value.to_string()),
                _ => RawCell::Number { value: value as f64, format: NumberFormat::General },
            }
        }
        "BLOB" => RawCell::Empty,
        _ => {
            let text: String = row.try_get_unchecked(at)?;
            match iso_moment(&text).filter(|_| declared == Declared::Date) {
                Some((value, kind)) => RawCell::DateTime { value, kind, serial: None, format: NumberFormat::Date },
                None => RawCell::Text(text),
            }
        }
    })
}

/// What a geometry is.
#[derive(Debug, PartialEq)]
enum Shape {
    Point(f64, f64),
    Empty,
    Other(&'static str),
}

/// Reads the head of a GeoPackage geometry and the point behind it.
fn geometry(bytes: &[u8]) -> Option<Shape> {
    let (head, rest) = bytes.split_at_checked(8)?;
    let [b'G', b'P', _, flags, ..] = head else { return None };
    if flags & 0x10 != 0 {
        return Some(Shape::Empty);
    }
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    well_known_shape(rest.get(envelope..)?, 1)
}

/// Reads a point of well-known binary; a collection of one point is that point.
fn well_known_shape(bytes: &[u8], nested: u8) -> Option<Shape> {
    let (order, rest) = bytes.split_first()?;
    let is_little = *order == 1;
    let whole = |at: usize| -> Option<u32> {
        let four: [u8; 4] = rest.get(at..at + 4)?.try_into().ok()?;
        Some(if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let broken = |at: usize| -> Option<f64> {
        let eight: [u8; 8] = rest.get(at..at + 8)?.try_into().ok()?;
        Some(if is_little { f64::from_le_bytes(eight) } else { f64::from_be_bytes(eight) })
    };
    // Heights and measures are in the thousands, or in the upper bits.
    let kind = (whole(0)? & 0x0fff_ffff) % 1000;
    Some(match kind {
        1 => match (broken(4)?, broken(12)?) {
            (x, y) if x.is_nan() && y.is_nan() => Shape::Empty,
            (x, y) if x.is_finite() && y.is_finite() => Shape::Point(x, y),
            _ => return None,
        },
        4 => match whole(4)? {
            0 => Shape::Empty,
            1 if nested > 0 => return well_known_shape(rest.get(8..)?, nested - 1),
            _ => Shape::Other("MultiPoint"),
        },
        2 => Shape::Other("LineString"),
        3 => Shape::Other("Polygon"),
        5 => Shape::Other("MultiLineString"),
        6 => Shape::Other("MultiPolygon"),
        7 => Shape::Other("GeometryCollection"),
        _ => Shape::Other("Curve"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_found_behind_every_head() {
        let point =
            [&[1_u8][..], &1001_u32.to_le_bytes(), &105.5_f64.to_le_bytes(), &21.0_f64.to_le_bytes(), &7_f64.to_le_bytes()]
                .concat();
        let several = [&[0_u8][..], &4_u32.to_be_bytes(), &1_u32.to_be_bytes(), &point].concat();
        for (flags, envelope) in [(1, 0), (3, 32), (5, 48), (9, 64)] {
            for shape in [&point, &several] {
                let bytes = [&[b'G', b'P', 0, flags, 0, 0, 0, 0][..], &vec![0; envelope], shape].concat();
                assert_eq!(geometry(&bytes), Some(Shape::Point(105.5, 21.0)));
                for length in 0..bytes.len() - 8 {
                    assert_eq!(geometry(&bytes[..length]), None, "{length}");
                }
            }
        }
        assert_eq!(geometry(&[b'G', b'P', 0, 0x11, 0, 0, 0, 0]), Some(Shape::Empty));
        assert_eq!(geometry(b"\x01\x01\0\0\0"), None);
    }
}
