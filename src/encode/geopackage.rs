//! Records as a GeoPackage 1.3, which is a SQLite file: one layer with its index, its style for QGIS, and what it is.
mod binary;
mod statements;

use std::borrow::Cow;
use std::path::Path;

use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Arguments, Connection};

use self::binary::{placed, system_id};
use self::statements::Statements;
use super::columns::RecordColumns;
use super::provenance::Provenance;
use super::qgis_style::qgis_style;
use super::record::Record;
use super::value::{Labels, Value};
use crate::geography::Crs;

/// Writes a GeoPackage to a file that is empty or not there yet. The geometry is in the system the provenance names; records
/// without a place have none.
///
/// # Errors
/// Where the file cannot be written.
pub async fn write_geopackage<'a, R: Record>(
    path: &Path,
    columns: &RecordColumns<R>,
    records: impl Iterator<Item = Cow<'a, R>>,
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
    let statements = Statements::of(R::SUBJECT);
    write_tables(&mut connection, statements, provenance, labels).await?;
    write_records(&mut connection, statements, columns, records, provenance.crs).await?;
    drop_other_columns(&mut connection, statements, columns).await?;
    let statement = statements.set_extent;
    sqlx::query(statement).execute(&mut connection).await?;
    if columns.has(R::CATEGORY_COLUMN) {
        let name = R::SUBJECT.title().in_language(labels.language);
        sqlx::query(include_str!("geopackage/create_styles.sql")).execute(&mut connection).await?;
        let insert = sqlx::query(include_str!("geopackage/insert_style.sql"));
        let style = qgis_style(columns, labels);
        insert.bind(R::SUBJECT.layer()).bind(name).bind(style).execute(&mut connection).await?;
    }
    let statement = statements.create_triggers;
    sqlx::query(statement).execute(&mut connection).await?;
    connection.close().await
}

async fn write_tables(
    connection: &mut SqliteConnection,
    statements: &Statements,
    provenance: &Provenance,
    labels: Labels<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("geopackage/create_tables.sql")).execute(&mut *connection).await?;
    for crs in [Crs::WGS84, provenance.crs] {
        let insert = sqlx::query(include_str!("geopackage/insert_system.sql"));
        insert.bind(crs.name()).bind(system_id(crs)).bind(crs.well_known_text()).execute(&mut *connection).await?;
    }
    let (table, title) = (provenance.subject.layer(), provenance.subject.title().in_language(labels.language));
    let lines: Vec<String> =
        provenance.entries(labels.language).into_iter().map(|(what, how)| format!("{what}: {how}")).collect();
    let insert = sqlx::query(include_str!("geopackage/insert_contents.sql")).bind(table).bind(title).bind(lines.join("\n"));
    insert.bind(system_id(provenance.crs)).execute(&mut *connection).await?;
    let insert = sqlx::query(include_str!("geopackage/insert_geometry_column.sql")).bind(table).bind(statements.geometry);
    insert.bind(system_id(provenance.crs)).execute(&mut *connection).await?;
    let statement = statements.create_layer;
    sqlx::query(statement).execute(&mut *connection).await?;
    let statement = statements.create_index;
    sqlx::query(statement).execute(&mut *connection).await?;
    Ok(())
}

async fn write_records<'a, R: Record>(
    connection: &mut SqliteConnection,
    statements: &Statements,
    columns: &RecordColumns<R>,
    records: impl Iterator<Item = Cow<'a, R>>,
    crs: Crs,
) -> Result<(), sqlx::Error> {
    let every_column = RecordColumns::of_layer(None);
    let mut transaction = connection.begin().await?;
    let mut frames = Vec::new();
    for (record, fid) in records.zip(1_i64..) {
        let placed = record.geometry(crs).and_then(|geometry| placed(&geometry, crs));
        frames.extend(placed.as_ref().map(|placed| {
            let (low, high) = (placed.frame.min(), placed.frame.max());
            (fid, low.x, high.x, low.y, high.y)
        }));
        let mut arguments = SqliteArguments::default();
        let added = arguments
            .add(fid)
            .and_then(|()| arguments.add(placed.map(|placed| placed.bytes)))
            .and_then(|()| every_column.values_within(columns, &record).try_for_each(|value| add(&mut arguments, &value)));
        added.map_err(sqlx::Error::Encode)?;
        sqlx::query_with(statements.insert_record, arguments).execute(&mut *transaction).await?;
    }
    let statement = statements.fill_index;
    let insert = sqlx::query(statement);
    insert.bind(serde_json::json!(frames).to_string()).execute(&mut *transaction).await?;
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

/// The records are written with every column, by one statement; those that nobody asked for are empty and taken away again.
async fn drop_other_columns<R: Record>(
    connection: &mut SqliteConnection,
    statements: &Statements,
    columns: &RecordColumns<R>,
) -> Result<(), sqlx::Error> {
    for statement in statements.drop_columns.lines().skip(1) {
        let name = statement.rsplit(' ').next().unwrap_or_default();
        if !columns.has(name) {
            sqlx::query(statement).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PublicSite;
    use crate::encode::region_record::RegionRecord;
    use crate::encode::value::ValueKind;

    fn check_statements<R: Record>() {
        let (columns, statements) = (RecordColumns::<R>::of_layer(None), Statements::of(R::SUBJECT));
        let kind = |kind| match kind {
            ValueKind::Text | ValueKind::Code(_) | ValueKind::Codes(_) | ValueKind::Parts => "TEXT",
            ValueKind::Count | ValueKind::Ordinal => "INTEGER",
            ValueKind::Number | ValueKind::Metres => "DOUBLE",
            ValueKind::Date => "DATE",
            ValueKind::Moment => "DATETIME",
            ValueKind::Boolean => "BOOLEAN",
        };
        let declared: Vec<String> = columns.iter().map(|column| format!("{} {}", column.name, kind(column.kind))).collect();
        let create: Vec<&str> = statements.create_layer.lines().skip(3).map(|line| line.trim().trim_end_matches(',')).collect();
        assert_eq!(create[0], format!("geom {}", statements.geometry));
        assert_eq!(create[1..=declared.len()], declared);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let insert = statements.insert_record;
        let named: Vec<&str> =
            insert[insert.find('(').unwrap() + 1..insert.find(')').unwrap()].split(',').map(str::trim).collect();
        assert_eq!(named[..2], ["fid", "geom"]);
        assert_eq!(named[2..], names);
        assert_eq!(insert.matches('?').count(), named.len());
        let dropped: Vec<&str> = statements.drop_columns.lines().skip(1).map(|line| line.rsplit(' ').next().unwrap()).collect();
        assert_eq!(dropped, names[1..]);
    }

    #[test]
    fn the_statements_have_the_columns_of_the_list_in_its_order() {
        check_statements::<PublicSite>();
        check_statements::<RegionRecord>();
    }
}
