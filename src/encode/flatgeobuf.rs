//! Records as FlatGeobuf: typed columns and a spatial index.
//!
//! An index needs a place for every feature. Where a record has none, it has an empty geometry, and the file no index, so that
//! no record is lost.
use std::borrow::Cow;

use flatgeobuf::geozero::error::GeozeroError;
use flatgeobuf::geozero::{ColumnValue, FeatureProcessor, GeomProcessor, PropertyProcessor};
use flatgeobuf::{ColumnType, Error, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};

use geo::{LineString, MultiPolygon};

use super::columns::RecordColumns;
use super::provenance::Provenance;
use super::record::{Geometry, Record};
use super::subject::Subject;
use super::value::{Value, ValueKind};
use crate::domain::Language;
use crate::geography::EastNorth;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FlatGeobufError {
    /// No room for temporary files.
    #[error(transparent)]
    File(#[from] Error),
    /// A feature was refused.
    #[error(transparent)]
    Feature(#[from] GeozeroError),
}

/// The bytes of a file with these records, in the system the provenance names.
///
/// # Errors
/// Where there is no room for temporary files.
pub fn flatgeobuf<'a, R: Record>(
    columns: &RecordColumns<R>,
    records: impl Iterator<Item = Cow<'a, R>>,
    language: Language,
    provenance: &Provenance,
) -> Result<Vec<u8>, FlatGeobufError> {
    let crs = provenance.crs;
    let (name, text) = (crs.name(), crs.well_known_text());
    let sentence = provenance.sentence(language);
    let options = FgbWriterOptions {
        write_index: provenance.count > 0 && provenance.unplaced == 0,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs {
            org: Some("EPSG"),
            code: crs.epsg().map_or(4326, i32::from),
            name: Some(&name),
            wkt: Some(&text),
            ..FgbCrs::default()
        },
        title: Some(R::SUBJECT.title().in_language(language)),
        description: Some(&sentence),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(R::SUBJECT.layer(), geometry_type(R::SUBJECT), options)?;
    for column in columns.iter() {
        let heading = column.heading(language);
        writer.add_column(column.name, column_type(column.kind), |builder, arguments| {
            arguments.title = Some(builder.create_string(heading));
        });
    }
    for record in records {
        match record.geometry(crs) {
            Some(Geometry::Point(place)) => write_point(&mut writer, place)?,
            Some(Geometry::Area(area)) => write_area(&mut writer, &area)?,
            None => write_nowhere(&mut writer, R::SUBJECT)?,
        }
        for (index, (column, value)) in columns.values(&record).enumerate() {
            write_value(&mut writer, index, column.name, &value)?;
        }
        writer.feature_end(0)?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes)?;
    Ok(bytes)
}

const fn geometry_type(subject: Subject) -> GeometryType {
    match subject {
        Subject::Sites => GeometryType::Point,
        Subject::Regions => GeometryType::MultiPolygon,
    }
}

fn write_point(writer: &mut FgbWriter<'_>, place: EastNorth) -> Result<(), GeozeroError> {
    writer.point_begin(0)?;
    writer.xy(place.east, place.north, 0)?;
    writer.point_end(0)
}

fn write_area(writer: &mut FgbWriter<'_>, area: &MultiPolygon<f64>) -> Result<(), GeozeroError> {
    let write_ring = |writer: &mut FgbWriter<'_>, ring: &LineString<f64>| {
        writer.linestring_begin(false, ring.0.len(), 0)?;
        ring.coords().try_for_each(|place| writer.xy(place.x, place.y, 0))?;
        writer.linestring_end(false, 0)
    };
    writer.multipolygon_begin(area.0.len(), 0)?;
    for polygon in area {
        writer.polygon_begin(false, polygon.interiors().len() + 1, 0)?;
        write_ring(writer, polygon.exterior())?;
        polygon.interiors().iter().try_for_each(|ring| write_ring(writer, ring))?;
        writer.polygon_end(false, 0)?;
    }
    writer.multipolygon_end(0)
}

/// The geometry of a record that has none.
fn write_nowhere(writer: &mut FgbWriter<'_>, subject: Subject) -> Result<(), GeozeroError> {
    match subject {
        // Two NaNs are how the format writes an empty point; GDAL reads no feature whose geometry has no numbers.
        Subject::Sites => write_point(writer, EastNorth { east: f64::NAN, north: f64::NAN }),
        Subject::Regions => write_area(writer, &MultiPolygon::new(Vec::new())),
    }
}

const fn column_type(kind: ValueKind) -> ColumnType {
    match kind {
        ValueKind::Text | ValueKind::Code(_) | ValueKind::Codes(_) | ValueKind::Parts => ColumnType::String,
        ValueKind::Count | ValueKind::Ordinal => ColumnType::Long,
        ValueKind::Number | ValueKind::Metres => ColumnType::Double,
        // The format knows no days alone.
        ValueKind::Date | ValueKind::Moment => ColumnType::DateTime,
        ValueKind::Boolean => ColumnType::Bool,
    }
}

/// A value that is not known is left out, which is how the format says null.
fn write_value(writer: &mut FgbWriter<'_>, index: usize, name: &str, value: &Value) -> Result<(), GeozeroError> {
    let text = value.plain_if_any();
    let Some(text) = &text else { return Ok(()) };
    let written = match value {
        Value::Integer(number) => ColumnValue::Long(*number),
        Value::Number(number) | Value::Metres(number) => ColumnValue::Double(*number),
        Value::Boolean(truth) => ColumnValue::Bool(*truth),
        Value::Date(_) | Value::Moment(_) => ColumnValue::DateTime(text),
        Value::Empty | Value::Text(_) | Value::Codes(_) | Value::Parts(_) => ColumnValue::String(text),
    };
    writer.property(index, name, &written).map(|_| ())
}
