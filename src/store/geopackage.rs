//! Reads the only feature layer of a GeoPackage, which is a SQLite file, as rows; makes nothing of their geometry.
use std::path::Path;

use futures_util::TryStreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{Column, Connection, Row, TypeInfo, ValueRef};

use crate::domain::Message;

/// Most bytes of attributes that are kept of one row.
const ATTRIBUTE_BYTES_MAX: usize = 10_000;

/// A row of a layer: its attributes as text, and its geometry as it stands in the file.
pub type GeoPackageRow = (Vec<(String, String)>, Option<Vec<u8>>);

/// The rows of a layer and what it says of its coordinate system.
#[derive(Clone, Debug, Default)]
pub struct GeoPackageLayer {
    /// `EPSG:3405`, or the well-known text where the system has no such code; `None` where it is undefined.
    pub crs: Option<String>,
    /// The features, in the order of the table.
    pub rows: Vec<GeoPackageRow>,
}

/// Why a GeoPackage cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GeoPackageError {
    /// SQLite cannot read it: it is truncated, damaged or no GeoPackage.
    #[error("the GeoPackage cannot be read: {0}; it is truncated or damaged, or a SQLite file of another kind")]
    Database(#[from] sqlx::Error),
    /// It has no table of features.
    #[error("the GeoPackage has no layer of features")]
    NoLayer,
    /// It has several.
    #[error("the GeoPackage has several layers ({0}); keep one layer of polygons in it")]
    SeveralLayers(String),
}

impl GeoPackageError {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        let vi = match self {
            Self::Database(error) => {
                format!("không đọc được GeoPackage ({error}); tệp bị cắt cụt, hỏng, hoặc là tệp SQLite loại khác")
            }
            Self::NoLayer => "GeoPackage không có lớp đối tượng nào".to_owned(),
            Self::SeveralLayers(names) => format!("GeoPackage có nhiều lớp ({names}); chỉ để lại một lớp vùng"),
        };
        Message::new(vi, self.to_string())
    }
}

/// A feature table as the GeoPackage describes it.
#[derive(sqlx::FromRow)]
struct Layer {
    table_name: String,
    geometry_column: String,
    geometry_type_name: String,
    organization: Option<String>,
    code: Option<i64>,
    definition: Option<String>,
}

/// Reads the layer of a GeoPackage; of several the only one of polygons. The file is not changed.
pub async fn read_geopackage(path: &Path) -> Result<GeoPackageLayer, GeoPackageError> {
    // Immutable: no lock and no journal beside a file that may lie on a read-only share.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let read = read_from(&mut connection).await;
    // Whatever was read is complete; a failure to close changes nothing.
    let _ = connection.close().await;
    read
}

async fn read_from(connection: &mut SqliteConnection) -> Result<GeoPackageLayer, GeoPackageError> {
    sqlx::query(include_str!("geopackage/distrust_schema.sql")).execute(&mut *connection).await?;
    let layers: Vec<Layer> = sqlx::query_as(include_str!("geopackage/read_layers.sql")).fetch_all(&mut *connection).await?;
    let layer = only_layer(layers)?;
    sqlx::query(include_str!("geopackage/open_schema.sql")).execute(&mut *connection).await?;
    sqlx::query(include_str!("geopackage/name_layer.sql")).bind(&layer.table_name).execute(&mut *connection).await?;
    sqlx::query(include_str!("geopackage/close_schema.sql")).execute(&mut *connection).await?;
    let rows: Vec<SqliteRow> =
        sqlx::query(include_str!("geopackage/read_layer.sql")).fetch(&mut *connection).try_collect().await?;
    let rows = rows.iter().map(|row| columns(row, &layer.geometry_column)).collect::<Result<_, _>>()?;
    Ok(GeoPackageLayer { crs: layer.crs(), rows })
}

fn only_layer(mut layers: Vec<Layer>) -> Result<Layer, GeoPackageError> {
    if layers.len() > 1 {
        let names: Vec<&str> = layers.iter().map(|layer| layer.table_name.as_str()).collect();
        let names = names.join(", ");
        layers.retain(|layer| layer.geometry_type_name.to_uppercase().contains("POLYGON"));
        if layers.len() != 1 {
            return Err(GeoPackageError::SeveralLayers(names));
        }
    }
    layers.pop().ok_or(GeoPackageError::NoLayer)
}

impl Layer {
    fn crs(&self) -> Option<String> {
        match (self.organization.as_deref(), self.code) {
            // -1 and 0 are “undefined” by the standard.
            (_, Some(..=0) | None) => None,
            (Some(organization), Some(code)) if organization.eq_ignore_ascii_case("epsg") => Some(format!("EPSG:{code}")),
            _ => self.definition.clone(),
        }
    }
}

fn columns(row: &SqliteRow, geometry_column: &str) -> Result<GeoPackageRow, sqlx::Error> {
    let (mut attributes, mut geometry, mut size) = (Vec::new(), None, 0);
    for (at, column) in row.columns().iter().enumerate() {
        if column.name().eq_ignore_ascii_case(geometry_column) {
            geometry = row.try_get_unchecked(at)?;
            continue;
        }
        let kind = row.try_get_raw(at)?.type_info().name().to_owned();
        let text: Option<String> = match kind.as_str() {
            "TEXT" => row.try_get_unchecked(at)?,
            "INTEGER" => row.try_get_unchecked::<Option<i64>, _>(at)?.map(|number| number.to_string()),
            "REAL" => row.try_get_unchecked::<Option<f64>, _>(at)?.map(|number| number.to_string()),
            _ => None,
        };
        let Some(text) = text.filter(|text| size + text.len() <= ATTRIBUTE_BYTES_MAX) else { continue };
        size += text.len();
        attributes.push((column.name().to_owned(), text));
    }
    Ok((attributes, geometry))
}
