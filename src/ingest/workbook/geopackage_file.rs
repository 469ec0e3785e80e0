//! A GeoPackage, which is a SQLite file: its tables, and their rows from a thread of their own.
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use futures_util::TryStreamExt;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::geopackage_row::TableShape;
use super::limits::Limits;
use super::sheet_info::{RawRow, SheetInfo};
use super::source::Source;

const NAME: &str = "GeoPackage";
/// Rows that are read ahead.
const AHEAD: usize = 64;
/// Steps of SQLite after which it is asked whether to go on.
const STEPS: i32 = 10_000;
/// Steps for one table; half a million rows of a thousand columns take a quarter.
const STEPS_MAX: u64 = 2_000_000_000;

/// An opened GeoPackage.
pub(super) struct GeoPackageFile {
    path: PathBuf,
    /// Holds the file while it is read, where it came as bytes.
    _kept: Option<tempfile::NamedTempFile>,
    layers: Vec<Layer>,
    limits: Limits,
}

/// A table as the GeoPackage describes it.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Layer {
    table_name: String,
    geometry_column: Option<String>,
    organization: Option<String>,
    code: Option<i64>,
    definition: Option<String>,
}

/// How a pass over a file may be ended.
#[derive(Default)]
struct Brake {
    is_cancelled: AtomicBool,
    steps: AtomicU64,
}

impl GeoPackageFile {
    /// Reads the list of tables.
    pub fn open(source: &Source, limits: &Limits) -> Result<(Self, Vec<SheetInfo>), FileRefusal> {
        let (path, kept) = match source {
            Source::Path(path) => (path.clone(), None),
            // SQLite reads files only.
            Source::Bytes(bytes) => {
                let mut file = tempfile::NamedTempFile::new().map_err(FileRefusal::Io)?;
                std::io::Write::write_all(&mut file, bytes).map_err(FileRefusal::Io)?;
                (file.path().to_owned(), Some(file))
            }
        };
        let (for_thread, limits) = (path.clone(), *limits);
        let layers = std::thread::spawn(move || on_this_thread(read_layers(&for_thread, &limits)))
            .join()
            .map_err(|_| FileRefusal::damaged(NAME, "the reader failed"))??;
        let sheet = |layer: &Layer| SheetInfo { name: layer.table_name.clone(), hidden: false, row_count_hint: None };
        let sheets = layers.iter().map(sheet).collect();
        Ok((Self { path, _kept: kept, layers, limits }, sheets))
    }

    /// The rows of a table: the names of its columns, then the features.
    pub fn rows(&self, sheet: usize) -> Result<GeoPackageRows, FileRefusal> {
        let layer = self.layers.get(sheet).ok_or(FileRefusal::NoSuchSheet { index: sheet })?.clone();
        let (sender, receiver) = sync_channel(AHEAD);
        let brake = Arc::new(Brake::default());
        let (path, limits, for_thread) = (self.path.clone(), self.limits, Arc::clone(&brake));
        let thread = std::thread::spawn(move || {
            let name = layer.table_name.clone();
            let read = on_this_thread(read_rows(&path, layer, &limits, &for_thread, &sender));
            if let Err(refusal) = read {
                let is_slow = for_thread.steps.load(Ordering::Relaxed) >= STEPS_MAX;
                // Nobody listens any more where the rows were not taken to the end.
                let _ = sender.send(Err(if is_slow { FileRefusal::TooSlow { name } } else { refusal }));
            }
        });
        Ok(GeoPackageRows { receiver: Some(receiver), brake, thread: Some(thread) })
    }
}

impl Layer {
    fn crs(&self) -> Option<Arc<str>> {
        match (self.organization.as_deref(), self.code) {
            // -1 and 0 are “undefined” by the standard.
            (_, Some(..=0) | None) => None,
            (Some(organization), Some(code)) if organization.eq_ignore_ascii_case("epsg") => {
                Some(Arc::from(format!("EPSG:{code}")))
            }
            _ => self.definition.as_deref().map(Arc::from),
        }
    }
}

/// The rows of a table.
pub(super) struct GeoPackageRows {
    receiver: Option<Receiver<Result<RawRow, FileRefusal>>>,
    brake: Arc<Brake>,
    thread: Option<JoinHandle<()>>,
}

impl Iterator for GeoPackageRows {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.receiver.as_ref()?.recv().ok()
    }
}

impl Drop for GeoPackageRows {
    fn drop(&mut self) {
        self.brake.is_cancelled.store(true, Ordering::Relaxed);
        self.receiver = None;
        if let Some(thread) = self.thread.take() {
            // A reader that failed has said so, or nobody listens any more.
            let _ = thread.join();
        }
    }
}

/// Runs to the end what SQLite is asked, whether or not the program around has a runtime.
fn on_this_thread<T>(work: impl Future<Output = Result<T, FileRefusal>>) -> Result<T, FileRefusal> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(FileRefusal::Io)?.block_on(work)
}

async fn connect(path: &Path) -> Result<SqliteConnection, FileRefusal> {
    // Immutable: no lock and no journal beside a file that may lie on a read-only share.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true).row_buffer_size(AHEAD);
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(refusal)?;
    sqlx::query(include_str!("geopackage/distrust_schema.sql")).execute(&mut connection).await.map_err(refusal)?;
    Ok(connection)
}

async fn is_plain_table(connection: &mut SqliteConnection, name: &str) -> Result<bool, FileRefusal> {
    let asked = sqlx::query_scalar(include_str!("geopackage/is_plain_table.sql")).bind(name);
    asked.fetch_one(connection).await.map_err(refusal)
}

async fn read_layers(path: &Path, limits: &Limits) -> Result<Vec<Layer>, FileRefusal> {
    let mut connection = connect(path).await?;
    for table in ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"] {
        if !is_plain_table(&mut connection, table).await? {
            return Err(FileRefusal::NotATable(ForeignContent::Sqlite));
        }
    }
    let most = i64::try_from(limits.sheets).unwrap_or(i64::MAX).saturating_add(1);
    let asked = sqlx::query_as(include_str!("geopackage/read_layers.sql")).bind(most);
    let layers: Vec<Layer> = asked.fetch_all(&mut connection).await.map_err(refusal)?;
    if layers.len() > limits.sheets {
        return Err(FileRefusal::TooManySheets { limit: limits.sheets });
    }
    // Whatever was read is complete; a failure to close changes nothing.
    let _ = connection.close().await;
    Ok(layers)
}

async fn read_rows(
    path: &Path,
    layer: Layer,
    limits: &Limits,
    brake: &Arc<Brake>,
    sender: &SyncSender<Result<RawRow, FileRefusal>>,
) -> Result<(), FileRefusal> {
    let mut connection = connect(path).await?;
    if !is_plain_table(&mut connection, &layer.table_name).await? {
        return Err(FileRefusal::TooSlow { name: layer.table_name });
    }
    let for_steps = Arc::clone(brake);
    connection.lock_handle().await.map_err(refusal)?.set_progress_handler(STEPS, move || {
        let steps = for_steps.steps.fetch_add(STEPS.unsigned_abs().into(), Ordering::Relaxed);
        steps < STEPS_MAX && !for_steps.is_cancelled.load(Ordering::Relaxed)
    });
    let asked = sqlx::query_as(include_str!("geopackage/read_columns.sql")).bind(&layer.table_name);
    let columns: Vec<(String, String)> = asked.fetch_all(&mut connection).await.map_err(refusal)?;
    sqlx::query(include_str!("geopackage/open_schema.sql")).execute(&mut connection).await.map_err(refusal)?;
    let named = sqlx::query(include_str!("geopackage/name_layer.sql")).bind(&layer.table_name);
    named.execute(&mut connection).await.map_err(refusal)?;
    sqlx::query(include_str!("geopackage/close_schema.sql")).execute(&mut connection).await.map_err(refusal)?;
    let crs = layer.crs();
    let shape = TableShape::new(columns, layer.geometry_column.as_deref(), crs, limits)?;
    if sender.send(Ok(shape.names()?)).is_err() {
        return Ok(());
    }
    let mut rows = sqlx::query(include_str!("geopackage/read_layer.sql")).fetch(&mut connection);
    let mut number = 1;
    while let Some(row) = rows.try_next().await.map_err(refusal)? {
        number += 1;
        let Some(row) = shape.row(&row, number).map_err(|error| error.into_refusal(NAME))? else { continue };
        if sender.send(Ok(row)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn refusal(error: sqlx::Error) -> FileRefusal {
    FileRefusal::damaged(NAME, error)
}
