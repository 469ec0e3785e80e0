//! Public sites as FlatGeobuf: typed columns and a spatial index.
//!
//! An index needs a place for every feature. Where a site has none, it has an empty point, and the file no index, so that no
//! site is lost.
use flatgeobuf::geozero::error::GeozeroError;
use flatgeobuf::geozero::{ColumnValue, FeatureProcessor, GeomProcessor, PropertyProcessor};
use flatgeobuf::{ColumnType, Error, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};

use super::provenance::Provenance;
use super::site_columns::{SiteColumns, position};
use super::value::{Value, ValueKind};
use crate::domain::{DATA_TITLE, Language, PublicSite};
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

/// The bytes of a file with these sites, in the system the provenance names.
///
/// # Errors
/// Where there is no room for temporary files.
pub fn flatgeobuf<'a>(
    columns: &SiteColumns,
    sites: impl Iterator<Item = &'a PublicSite>,
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
        title: Some(DATA_TITLE.in_language(language)),
        description: Some(&sentence),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options("sites", GeometryType::Point, options)?;
    for column in columns.iter() {
        let heading = column.heading(language);
        writer.add_column(column.name, column_type(column.kind), |builder, arguments| {
            arguments.title = Some(builder.create_string(heading));
        });
    }
    for public in sites {
        // Two NaNs are how the format writes an empty point; GDAL reads no feature whose geometry has no numbers.
        let place = position(public, crs).unwrap_or(EastNorth { east: f64::NAN, north: f64::NAN });
        writer.point_begin(0)?;
        writer.xy(place.east, place.north, 0)?;
        writer.point_end(0)?;
        for (index, (column, value)) in columns.values(public).enumerate() {
            write_value(&mut writer, index, column.name, &value)?;
        }
        writer.feature_end(0)?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes)?;
    Ok(bytes)
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
