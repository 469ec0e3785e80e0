//! What a boundary file holds before anything is made of it: features with attributes and rings, in the file's own numbers.
use crate::domain::Message;

/// The points of a ring as the file has them: east then north, or longitude then latitude.
pub(in crate::geography) type RawRing = Vec<[f64; 2]>;

/// The shape of a feature, unchecked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::geography) struct RawShape {
    /// For each polygon its outer ring and its holes; where `is_grouped` is false, one list of all rings in any order.
    pub polygons: Vec<Vec<RawRing>>,
    /// Whether the file says which hole belongs to which outer ring. A shapefile does not.
    pub is_grouped: bool,
    /// Whether points had a height, which is left out.
    pub had_heights: bool,
}

/// One feature of a file.
#[derive(Clone, Debug)]
pub(in crate::geography) struct FileFeature {
    /// Its place in the file, counted from 1.
    pub number: usize,
    /// Names and values of its attributes; empty values are left out.
    pub attributes: Vec<(String, String)>,
    /// Its shape, or why it has none.
    pub shape: Result<RawShape, ShapeFault>,
}

/// Why a feature has no shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::geography) enum ShapeFault {
    /// It has no geometry at all.
    Missing,
    /// It is a point, a line or a collection; the name of what it is.
    NotPolygon(String),
    /// Its geometry cannot be read; why, in English as the reader of the format says it.
    Unreadable(String),
}

impl ShapeFault {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => Message::new("không có hình học", "has no geometry"),
            Self::NotPolygon(kind) => Message::new(
                format!("là {kind}, không phải vùng (Polygon, MultiPolygon)"),
                format!("is a {kind}, not a Polygon or MultiPolygon"),
            ),
            Self::Unreadable(why) => {
                Message::new(format!("không đọc được hình học ({why})"), format!("its geometry cannot be read ({why})"))
            }
        }
    }
}

impl RawShape {
    /// The box of all points: west, south, east, north in the file's numbers; `None` without finite points.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let points = self.polygons.iter().flatten().flatten().filter(|[x, y]| x.is_finite() && y.is_finite());
        points.fold(None, |bounds, [x, y]| {
            let [west, south, east, north] = bounds.unwrap_or([*x, *y, *x, *y]);
            Some([west.min(*x), south.min(*y), east.max(*x), north.max(*y)])
        })
    }
}
