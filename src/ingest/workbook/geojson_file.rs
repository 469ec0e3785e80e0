//! A GeoJSON file as a table: one pass collects the names of properties, the next ones give the features as rows.
use std::fmt;
use std::io::BufReader;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::feature_columns::FeatureColumns;
use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::json_coordinates::Coordinates;
use super::json_features::JsonFeatures;
use super::limits::Limits;
use super::raw_cell::{NumberFormat, RawCell};
use super::row_builder::RowBuilder;
use super::sheet_info::{RawGeometry, RawPoint, RawRow, SheetInfo};
use super::source::{Source, SourceReader};
use crate::domain::Message;

const NAME: &str = "GeoJSON";
/// Largest whole number that a number of a spreadsheet keeps exactly; identifiers beyond stay text.
const EXACT_MAX: u64 = 1 << 53;

/// An opened GeoJSON file.
pub(super) struct GeoJsonFile {
    source: Source,
    columns: FeatureColumns,
    crs: Arc<str>,
    limits: Limits,
}

/// A feature; its properties are read as `P`.
#[derive(Deserialize)]
#[serde(bound = "P: Deserialize<'de>")]
struct Feature<P> {
    #[serde(rename = "type")]
    kind: Option<String>,
    id: Option<Value>,
    #[serde(default = "Option::default")]
    properties: Option<P>,
    geometry: Option<Geometry>,
    coordinates: Option<Coordinates>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: Option<String>,
    coordinates: Option<Coordinates>,
}

impl GeoJsonFile {
    /// Reads the file once for the names of properties and the coordinate system.
    pub fn open(source: Source, limits: &Limits) -> Result<(Self, Vec<SheetInfo>), FileRefusal> {
        let mut texts = texts(&source, limits)?;
        let (mut columns, mut count) = (FeatureColumns::default(), 0);
        while let Some(text) = texts.next_text()? {
            let feature: Feature<Names> = parsed(&text)?;
            let is_geojson = matches!(feature.kind.as_deref(), Some("Feature")) || feature.coordinates.is_some();
            if !is_geojson {
                return Err(FileRefusal::NotATable(ForeignContent::Json));
            }
            if feature.id.is_some_and(|id| !id.is_null()) {
                columns.add("id", limits)?;
            }
            for name in feature.properties.map(|names| names.0).unwrap_or_default() {
                columns.add(&name, limits)?;
            }
            count += 1;
        }
        // The standard of 2016 knows no other system; the one of 2008 names it.
        let crs = texts.crs.as_deref().and_then(crs_name).unwrap_or_else(|| "CRS84".to_owned());
        let sheet = SheetInfo { name: String::new(), hidden: false, row_count_hint: Some(count + 1) };
        Ok((Self { source, columns, crs: crs.into(), limits: *limits }, vec![sheet]))
    }

    /// The rows: the names of properties, then the features.
    pub fn rows(&self) -> Result<GeoJsonRows<'_>, FileRefusal> {
        Ok(GeoJsonRows { file: self, texts: texts(&self.source, &self.limits)?, number: 0 })
    }
}

fn texts(source: &Source, limits: &Limits) -> Result<JsonFeatures<BufReader<SourceReader>>, FileRefusal> {
    Ok(JsonFeatures::new(BufReader::with_capacity(64 * 1024, source.open()?), limits))
}

fn parsed<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, FileRefusal> {
    serde_json::from_slice(text).map_err(|error| FileRefusal::damaged(NAME, error))
}

/// The name in `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5897"}}`.
fn crs_name(text: &[u8]) -> Option<String> {
    let crs: Value = serde_json::from_slice(text).ok()?;
    crs.get("properties")?.get("name")?.as_str().map(str::to_owned)
}

/// The rows of a file.
pub(super) struct GeoJsonRows<'a> {
    file: &'a GeoJsonFile,
    texts: JsonFeatures<BufReader<SourceReader>>,
    number: u64,
}

impl GeoJsonRows<'_> {
    fn next_row(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        self.number += 1;
        let mut row = RowBuilder::new(&self.file.limits, self.number);
        if self.number == 1 {
            self.file.columns.put_names(&mut row)?;
            return match row.finish() {
                Some(names) => Ok(Some(names)),
                None => self.next_row(),
            };
        }
        let Some(text) = self.texts.next_text()? else { return Ok(None) };
        let feature: Feature<Map<String, Value>> = parsed(&text)?;
        let properties = feature.properties.unwrap_or_default();
        if let Some(id) = feature.id.filter(|_| !properties.contains_key("id"))
            && let Some(column) = self.file.columns.place("id")
        {
            row.put(column, cell(id))?;
        }
        for (name, value) in properties {
            if let Some(column) = self.file.columns.place(&name) {
                row.put(column, cell(value))?;
            }
        }
        let geometry = feature
            .geometry
            .or(feature.coordinates.map(|coordinates| Geometry { kind: feature.kind, coordinates: Some(coordinates) }));
        row.place(self.geometry(geometry));
        Ok(row.finish())
    }

    fn geometry(&self, geometry: Option<Geometry>) -> RawGeometry {
        let Some(geometry) = geometry else { return RawGeometry::Missing };
        let kind = geometry.kind.unwrap_or_default();
        let point = |coordinates: Option<Coordinates>| match coordinates {
            Some(Coordinates { numbers, .. }) if numbers.is_empty() => RawGeometry::Missing,
            Some(Coordinates { numbers, .. }) => match numbers.as_slice() {
                [x, y, ..] if x.is_finite() && y.is_finite() => {
                    RawGeometry::Point(RawPoint { x: *x, y: *y, crs: Some(Arc::clone(&self.file.crs)) })
                }
                _ => RawGeometry::Unreadable(Message::new("điểm cần hai số", "a point needs two numbers")),
            },
            None => RawGeometry::Missing,
        };
        match (kind.as_str(), geometry.coordinates) {
            ("Point", coordinates) => point(coordinates),
            ("MultiPoint", Some(several)) if several.lists == 1 => {
                point(Some(Coordinates { numbers: several.first_list, ..Coordinates::default() }))
            }
            ("MultiPoint", Some(several)) if several.lists == 0 => RawGeometry::Missing,
            _ => RawGeometry::Other(kind),
        }
    }
}

impl Iterator for GeoJsonRows<'_> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}

fn cell(value: Value) -> RawCell {
    match value {
        Value::Null => RawCell::Empty,
        Value::Bool(value) => RawCell::Bool(value),
        Value::String(text) => RawCell::Text(text),
        Value::Number(number) => {
            let is_inexact = number.as_u64().or(number.as_i64().map(i64::unsigned_abs)).is_some_and(|whole| whole > EXACT_MAX);
            match number.as_f64().filter(|value| value.is_finite() && !is_inexact) {
                Some(value) => RawCell::Number { value, format: NumberFormat::General },
                None => RawCell::Text(number.to_string()),
            }
        }
        nested @ (Value::Array(_) | Value::Object(_)) => RawCell::Text(nested.to_string()),
    }
}

/// The names of properties, without their values.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;
        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of properties")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = map.next_key()? {
                    map.next_value::<IgnoredAny>()?;
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(NamesVisitor)
    }
}
