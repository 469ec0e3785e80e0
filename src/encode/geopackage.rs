//! Public sites as a GeoPackage 1.3, which is a SQLite file: one layer with its index, its style for QGIS, and what it is.
use std::path::Path;

use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Arguments, Connection};

use super::provenance::Provenance;
use super::qgis_style::qgis_style;
use super::site_columns::{SiteColumns, position};
use super::value::{Labels, Value};
use crate::domain::{DATA_TITLE, PublicSite};
use crate::geography::{Crs, EastNorth};

/// Writes a GeoPackage to a file that is empty or not there yet. The geometry is in the system the provenance names; sites
/// without a point have none.
///
/// # Errors
/// Where the file cannot be written.
pub async fn write_geopackage<'a>(
    path: &Path,
    columns: &SiteColumns,
    sites: impl Iterator<Item = &'a PublicSite>,
    labels: Labels<'_>,
    provenance: &Provenance,
) -> Result<(), sqlx::Error> {
    // Nobody else sees the file before it is whole, so it needs neither a journal nor to survive a crash.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    write_tables(&mut connection, provenance, labels).await?;
    write_sites(&mut connection, columns, sites, provenance.crs).await?;
    drop_other_columns(&mut connection, columns).await?;
    sqlx::query(include_str!("geopackage/set_extent.sql")).execute(&mut connection).await?;
    if columns.iter().any(|column| column.name == "sector") {
        let name = DATA_TITLE.in_language(labels.language);
        sqlx::query(include_str!("geopackage/create_styles.sql")).execute(&mut connection).await?;
        let insert = sqlx::query(include_str!("geopackage/insert_style.sql"));
        insert.bind(name).bind(qgis_style(columns, labels)).execute(&mut connection).await?;
    }
    sqlx::query(include_str!("geopackage/create_triggers.sql")).execute(&mut connection).await?;
    connection.close().await
}

/// The number under which a system stands in the file.
fn system_id(crs: Crs) -> i64 {
    crs.epsg().map_or(4326, i64::from)
}

async fn write_tables(connection: &mut SqliteConnection, provenance: &Provenance, labels: Labels<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("geopackage/create_tables.sql")).execute(&mut *connection).await?;
    for crs in [Crs::WGS84, provenance.crs] {
        let insert = sqlx::query(include_str!("geopackage/insert_system.sql"));
        insert.bind(crs.name()).bind(system_id(crs)).bind(crs.well_known_text()).execute(&mut *connection).await?;
    }
    let lines: Vec<String> =
        provenance.entries(labels.language).into_iter().map(|(what, how)| format!("{what}: {how}")).collect();
    sqlx::query(include_str!("geopackage/insert_contents.sql"))
        .bind(DATA_TITLE.in_language(labels.language))
        .bind(lines.join("\n"))
        .bind(system_id(provenance.crs))
        .execute(&mut *connection)
        .await?;
    let insert = sqlx::query(include_str!("geopackage/insert_geometry_column.sql"));
    insert.bind(system_id(provenance.crs)).execute(&mut *connection).await?;
    sqlx::query(include_str!("geopackage/create_sites.sql")).execute(&mut *connection).await?;
    sqlx::query(include_str!("geopackage/create_index.sql")).execute(&mut *connection).await?;
    Ok(())
}

async fn write_sites<'a>(
    connection: &mut SqliteConnection,
    columns: &SiteColumns,
    sites: impl Iterator<Item = &'a PublicSite>,
    crs: Crs,
) -> Result<(), sqlx::Error> {
    let every_column = SiteColumns::of_layer(None);
    let mut transaction = connection.begin().await?;
    let mut places = Vec::new();
    for (public, fid) in sites.zip(1_i64..) {
        let place = position(public, crs);
        let mut arguments = SqliteArguments::default();
        let added = arguments
            .add(fid)
            .and_then(|()| arguments.add(place.map(|place| geometry(place, crs))))
            .and_then(|()| every_column.values_within(columns, public).try_for_each(|value| add(&mut arguments, &value)));
        added.map_err(sqlx::Error::Encode)?;
        let statement = include_str!("geopackage/insert_site.sql");
        sqlx::query_with(statement, arguments).execute(&mut *transaction).await?;
        places.extend(place.map(|place| (fid, place.east, place.north)));
    }
    let insert = sqlx::query(include_str!("geopackage/fill_index.sql"));
    insert.bind(serde_json::json!(places).to_string()).execute(&mut *transaction).await?;
    transaction.commit().await
}

fn add(arguments: &mut SqliteArguments, value: &Value) -> Result<(), sqlx::error::BoxDynError> {
    match value {
        Value::Integer(number) => arguments.add(*number),
        Value::Number(number) | Value::Metres(number) => arguments.add(*number),
        Value::Boolean(truth) => arguments.add(*truth),
        Value::Moment(moment) => arguments.add(moment.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()),
        Value::Empty | Value::Text(_) | Value::Codes(_) | Value::Parts(_) | Value::Date(_) => arguments.add(value.plain_if_any()),
    }
}

/// The sites are written with every column, by one statement; those that nobody asked for are empty and taken away again.
async fn drop_other_columns(connection: &mut SqliteConnection, columns: &SiteColumns) -> Result<(), sqlx::Error> {
    for statement in include_str!("geopackage/drop_columns.sql").lines().skip(1) {
        let name = statement.rsplit(' ').next().unwrap_or_default();
        if !columns.iter().any(|column| column.name == name) {
            sqlx::query(statement).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// A point in the binary form of GeoPackage: its header without an envelope, then well-known binary, easting first.
fn geometry(place: EastNorth, crs: Crs) -> Vec<u8> {
    // Version 0; the flag says that numbers are little-endian.
    let mut bytes = b"GP\x00\x01".to_vec();
    bytes.extend_from_slice(&(system_id(crs) as i32).to_le_bytes());
    bytes.push(1);
    bytes.extend_from_slice(&1_u32.to_le_bytes());
    bytes.extend_from_slice(&place.east.to_le_bytes());
    bytes.extend_from_slice(&place.north.to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::value::ValueKind;

    #[test]
    fn the_statements_have_the_columns_of_the_list_in_its_order() {
        let columns = SiteColumns::of_layer(None);
        let kind = |kind| match kind {
            ValueKind::Text | ValueKind::Code(_) | ValueKind::Codes(_) | ValueKind::Parts => "TEXT",
            ValueKind::Count | ValueKind::Ordinal => "INTEGER",
            ValueKind::Number | ValueKind::Metres => "DOUBLE",
            ValueKind::Date => "DATE",
            ValueKind::Moment => "DATETIME",
            ValueKind::Boolean => "BOOLEAN",
        };
        let declared: Vec<String> = columns.iter().map(|column| format!("{} {}", column.name, kind(column.kind))).collect();
        let create = include_str!("geopackage/create_sites.sql").lines().skip(4).take(declared.len());
        assert_eq!(create.map(|line| line.trim().trim_end_matches(',')).collect::<Vec<_>>(), declared);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let insert = include_str!("geopackage/insert_site.sql");
        let named: Vec<&str> =
            insert[insert.find('(').unwrap() + 1..insert.find(')').unwrap()].split(',').map(str::trim).collect();
        assert_eq!(named[..2], ["fid", "geom"]);
        assert_eq!(named[2..], names);
        assert_eq!(insert.matches('?').count(), named.len());
        let dropped: Vec<&str> =
            include_str!("geopackage/drop_columns.sql").lines().skip(1).map(|line| line.rsplit(' ').next().unwrap()).collect();
        assert_eq!(dropped, names[1..]);
    }
}
