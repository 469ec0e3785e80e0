//! What exports are made of: a kind of record with its columns, its geometry and its looks, for formats that know no more of it.
use std::borrow::Cow;
use std::cell::OnceCell;

use geo::MultiPolygon;

use super::category::Category;
use super::geojson::rounded;
use super::subject::Subject;
use super::value::{Labels, Value, ValueKind};
use crate::domain::{GeoPoint, Language};
use crate::geography::{Crs, EastNorth, Vn2000};

/// A kind of record that can be exported.
pub trait Record: Clone + Send + Sync + 'static {
    /// What a client may name in `properties`.
    type Property: Copy + PartialEq + Send + Sync + 'static;
    /// What the records are.
    const SUBJECT: Subject;
    /// The column by whose code the records are coloured.
    const CATEGORY_COLUMN: &'static str;

    /// Every column, in order; the first is the identifier.
    fn columns() -> &'static [RecordColumn<Self>];

    /// The codes of the column of categories, with their looks.
    fn categories(labels: Labels<'_>) -> Vec<Category>;

    /// The identifier, unique among the records.
    fn identifier(&self) -> String;

    /// The name that people read.
    fn called(&self) -> &str;

    /// The code of its category; empty where it has none.
    fn category(&self) -> &'static str;

    /// The code of the folder it belongs in, and the folder's name.
    fn folder(&self, labels: Labels<'_>) -> (&'static str, String);

    /// What is said of it beside its values, line by line.
    fn described(&self) -> Vec<String>;

    /// A point of WGS 84 that tells where it is.
    fn point(&self) -> Option<GeoPoint>;

    /// The geometry in a system.
    fn geometry(&self, crs: Crs) -> Option<Geometry<'_>>;
}

/// A geometry in the system it was asked in, easting first.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry<'a> {
    /// A place.
    Point(EastNorth),
    /// An area.
    Area(Cow<'a, MultiPolygon<f64>>),
}

/// In which exports a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// In all of them.
    Always,
    /// In layers for GIS; in tables only where `properties` asks for it, since import would take it for the address as given.
    InLayers,
    /// Coordinates: in tables, whatever `properties` says.
    Coordinates,
    /// VN-2000 in the zone of the province, where no other system is asked for.
    Vn2000,
    /// Coordinates in the system asked for, where they are metres.
    Plane,
    /// Which system was asked for.
    System,
}

/// One column of a record.
pub struct RecordColumn<R: Record> {
    /// Its name: the English header, and the attribute of a layer.
    pub name: &'static str,
    pub(super) vietnamese: &'static str,
    /// What its values are.
    pub kind: ValueKind,
    /// The property it tells of, in whole or in part.
    pub property: Option<R::Property>,
    pub(super) shown: Shown,
    pub(super) find: fn(&R, &Places) -> Value,
}

impl<R: Record> RecordColumn<R> {
    /// The header that people read and import understands.
    pub fn heading(&self, language: Language) -> &'static str {
        match language {
            Language::Vietnamese => self.vietnamese,
            Language::English => self.name,
        }
    }
}

/// A list of columns: name, Vietnamese header, kind, property, where it is shown, and how a value is found.
macro_rules! columns {
    ($($name:literal $vietnamese:literal $kind:expr, $property:expr, $shown:ident, $find:expr;)+) => {
        &[$($crate::encode::record::RecordColumn {
            name: $name,
            vietnamese: $vietnamese,
            kind: $kind,
            property: $property,
            shown: $crate::encode::record::Shown::$shown,
            find: $find,
        }),+]
    };
}
pub(super) use columns;

/// Where one record is in the systems its columns need; worked out once.
pub(super) struct Places {
    pub(super) crs: Crs,
    zone: OnceCell<Option<Vn2000>>,
}

impl Places {
    pub(super) const fn new(crs: Crs) -> Self {
        Self { crs, zone: OnceCell::new() }
    }

    /// The place in the zone of its province, found when it is first needed.
    pub(super) fn zone(&self, find: impl FnOnce() -> Option<Vn2000>) -> Option<&Vn2000> {
        self.zone.get_or_init(find).as_ref()
    }

    /// The point in the system asked for.
    pub(super) fn position(&self, point: Option<GeoPoint>) -> Option<EastNorth> {
        position(point, self.crs)
    }

    /// Longitude and latitude: of WGS 84 as they are recorded, or of the system asked for where it has degrees.
    pub(super) fn degrees(&self, point: Option<GeoPoint>) -> Option<EastNorth> {
        match self.crs.is_degrees() && self.crs != Crs::CRS84 {
            true => self.position(point),
            false => point.map(|point| EastNorth { east: point.lon, north: point.lat }),
        }
    }
}

/// Where a point is in a system, as exactly as the system is written.
pub(super) fn position(point: Option<GeoPoint>, crs: Crs) -> Option<EastNorth> {
    let place = crs.of_wgs84(point?)?;
    Some(EastNorth { east: rounded(place.east, crs.decimals()), north: rounded(place.north, crs.decimals()) })
}
