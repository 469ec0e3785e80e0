//! Official boundaries: a file into the store with what follows from it, back to the shipped shapes, and how things stand.
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::AppError;
use super::fingerprint::sha256;
use crate::domain::{Batch, BatchOrigin, Division, RegionId, RegionLevel};
use crate::geography::{
    BoundaryFile, BoundaryFileError, BoundaryFormat, BoundaryOptions, BoundaryPlan, BoundaryReport, Geography, UnitShape,
    derive_shapes, plan_boundaries, read_unit_shape, write_unit_shape,
};
use crate::store::{BoundaryRow, BoundarySource, DatabaseUrl, Store, StoreError, read_geopackage};

/// How often an import is worked out anew because somebody else committed meanwhile.
const ATTEMPTS: u32 = 5;

/// A boundary file, read whole.
#[derive(Clone, Debug)]
pub struct BoundaryInput {
    name: String,
    sha256: String,
    file: BoundaryFile,
}

impl BoundaryInput {
    /// Reads a file; one that is too large is refused before it is read.
    pub async fn read(path: PathBuf) -> Result<Self, AppError> {
        let shown = path.clone();
        let (bytes, format) = on_a_thread(move || read_bytes(&path)).await??;
        let wrong = |source: BoundaryFileError| AppError::Boundaries { path: shown.clone(), reason: source.0 };
        let name = shown.file_name().map_or_else(|| shown.display().to_string(), |name| name.to_string_lossy().into_owned());
        let layer = match format {
            BoundaryFormat::GeoPackage => Some(
                read_geopackage(&shown)
                    .await
                    .map_err(|source| AppError::Boundaries { path: shown.clone(), reason: source.message() })?,
            ),
            _ => None,
        };
        let (sha256, file) = on_a_thread(move || {
            let file = match layer {
                Some(layer) => BoundaryFile::of_table(layer.crs.as_deref(), layer.rows),
                None => BoundaryFile::read(&bytes),
            };
            (sha256(&bytes), file)
        })
        .await?;
        Ok(Self { name, sha256, file: file.map_err(wrong)? })
    }

    fn batch(&self, author: &str) -> Batch {
        Batch {
            file_name: Some(self.name.clone()),
            file_sha256: Some(self.sha256.clone()),
            ..Batch::new(BatchOrigin::Boundaries, author)
        }
    }
}

fn read_bytes(path: &Path) -> Result<(Vec<u8>, BoundaryFormat), AppError> {
    let unreadable = |source| AppError::Unreadable { path: path.to_owned(), source };
    let wrong = |source: BoundaryFileError| AppError::Boundaries { path: path.to_owned(), reason: source.0 };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    let limit = BoundaryFile::BYTES_MAX;
    if metadata.len() > limit {
        return Err(wrong(BoundaryFileError::too_large(metadata.len(), limit)));
    }
    // A pipe does not know its size.
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(wrong(BoundaryFileError::too_large(bytes.len() as u64, limit)));
    }
    let format = BoundaryFormat::of(&bytes).map_err(wrong)?;
    Ok((bytes, format))
}

/// Runs what takes seconds where it blocks no other task.
pub(super) async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Server(std::io::Error::other(error)))
}

/// What is stored: the boundaries that files gave, each with its batch.
#[derive(Default)]
struct Given {
    shapes: Vec<UnitShape>,
    batches: Vec<(RegionId, i64)>,
}

async fn given(store: &Store) -> Result<Given, AppError> {
    let (_, rows) = store.boundaries().await?;
    on_a_thread(move || {
        let mut given = Given::default();
        for row in rows {
            if let BoundarySource::Batch(batch) = row.source {
                given.batches.push((row.region, batch));
                given.shapes.push(shape_of(row)?);
            }
        }
        Ok(given)
    })
    .await?
}

/// The shape of a stored row.
pub(super) fn shape_of(row: BoundaryRow) -> Result<UnitShape, AppError> {
    let unreadable =
        |problem| StoreError::Unreadable { row: row.region.to_string(), column: "region_boundary.geometry".to_owned(), problem };
    read_unit_shape(row.region, &row.geometry, row.is_official).map_err(|problem| unreadable(problem).into())
}

/// Imports a boundary file: all of it or nothing, with the shapes that follow, as one revision.
pub async fn import_boundaries(
    store: &Store,
    shipped: &Geography,
    input: &BoundaryInput,
    options: BoundaryOptions,
    author: &str,
) -> Result<BoundaryReport, AppError> {
    let mut attempt = 1;
    loop {
        let revision = store.revision().await?;
        let given = given(store).await?;
        let (plan, rows) = work_out(shipped, input, options, given, true).await?;
        if !plan.report.is_accepted {
            return Ok(plan.report);
        }
        match store.replace_boundaries(&input.batch(author), revision, rows).await {
            Err(StoreError::RevisionMoved { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error.into()),
            Ok(_) => return Ok(plan.report),
        }
    }
}

/// Finds what an import would do and writes nothing, not even the tables of a database that is not there yet.
pub async fn rehearse_boundaries(
    url: &DatabaseUrl,
    shipped: &Geography,
    input: &BoundaryInput,
    options: BoundaryOptions,
) -> Result<BoundaryReport, AppError> {
    let given = match url.sqlite_path().is_some_and(|path| !path.exists()) {
        true => Given::default(),
        false => {
            let store = Store::open(url).await?;
            let given = given(&store).await;
            store.close().await;
            match given {
                Err(AppError::Store(StoreError::NotMigrated)) => Given::default(),
                given => given?,
            }
        }
    };
    let (plan, _) = work_out(shipped, input, options, given, false).await?;
    Ok(BoundaryReport { is_rehearsal: true, ..plan.report })
}

/// The plan, and where it is accepted and asked for the rows of all shapes after it.
async fn work_out(
    shipped: &Geography,
    input: &BoundaryInput,
    options: BoundaryOptions,
    given: Given,
    with_rows: bool,
) -> Result<(BoundaryPlan, Vec<BoundaryRow>), AppError> {
    let (shipped, input) = (shipped.clone(), input.clone());
    on_a_thread(move || {
        let plan = plan_boundaries(&input.name, input.file, shipped.gazetteer(), &given.shapes, options);
        let rows = if with_rows && plan.report.is_accepted { rows(&shipped, &given, &plan.accepted) } else { Vec::new() };
        (plan, rows)
    })
    .await
}

/// The rows of everything that differs from the shipped shapes once the new boundaries join the known ones.
fn rows(shipped: &Geography, known: &Given, new: &[UnitShape]) -> Vec<BoundaryRow> {
    let new_ids: HashSet<RegionId> = new.iter().map(|shape| shape.region).collect();
    let batches: HashMap<RegionId, i64> = known.batches.iter().copied().collect();
    let is_new = |id: RegionId| new_ids.contains(&id);
    let kept = known.shapes.iter().filter(|shape| !is_new(shape.region));
    let official: Vec<UnitShape> = kept.chain(new).cloned().collect();
    let source = |id: RegionId| match batches.get(&id) {
        _ if is_new(id) => BoundarySource::ThisBatch,
        Some(batch) => BoundarySource::Batch(*batch),
        None => BoundarySource::Derived,
    };
    derive_shapes(&official, shipped.shapes(), shipped.gazetteer())
        .iter()
        .filter_map(|shape| {
            let (region, is_official, geometry) = (shape.region, shape.is_official, write_unit_shape(shape)?);
            Some(BoundaryRow { region, geometry, is_official, source: source(region) })
        })
        .collect()
}

/// Takes every unit back to its shipped shape; says how many lose an official boundary.
pub async fn reset_boundaries(store: &Store, author: &str) -> Result<usize, AppError> {
    let batch = Batch::new(BatchOrigin::Boundaries, author);
    let mut attempt = 1;
    loop {
        match store.replace_boundaries(&batch, store.revision().await?, Vec::new()).await {
            Err(StoreError::RevisionMoved { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error.into()),
            Ok(commit) => return Ok(commit.boundaries),
        }
    }
}

/// How many units of a kind have official boundaries.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OfficialCount {
    /// The division.
    pub division: Division,
    /// The level.
    pub level: RegionLevel,
    /// Units whose shape a file gave.
    pub given: usize,
    /// Units whose shape is made of official boundaries only.
    pub official: usize,
    /// All units of the kind.
    pub units: usize,
}

/// A file that gave boundaries which are in use.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BoundarySupplier {
    /// Its name.
    pub file: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Who imported it.
    pub author: String,
    /// When, in UTC.
    pub recorded_at: jiff::Timestamp,
    /// Units that have their boundary from it now.
    pub units: usize,
}

/// How things stand with official boundaries.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BoundaryStatus {
    /// The revision of the last change of boundaries; 0 where every shape is the shipped one.
    pub revision: i64,
    /// Units by division and level.
    pub counts: Vec<OfficialCount>,
    /// The files in use, the latest first.
    pub files: Vec<BoundarySupplier>,
}

/// Reads how things stand.
pub async fn boundaries_status(store: &Store, shipped: &Geography) -> Result<BoundaryStatus, AppError> {
    let (revision, rows) = store.boundaries().await?;
    let kinds = Division::ALL.iter().flat_map(|division| RegionLevel::ALL.iter().map(move |level| (*division, *level)));
    let count = |(division, level): (Division, RegionLevel)| {
        let is_kind = |id: RegionId| (id.division(), id.level()) == (division, level);
        let of_kind = || rows.iter().filter(move |row| is_kind(row.region));
        OfficialCount {
            division,
            level,
            given: of_kind().filter(|row| row.source != BoundarySource::Derived).count(),
            official: of_kind().filter(|row| row.is_official).count(),
            units: shipped.gazetteer().regions().filter(|region| is_kind(region.id)).count(),
        }
    };
    let counts = kinds.map(count).filter(|count| count.units > 0).collect();
    let mut files = Vec::new();
    for batch in store.batches(u32::MAX).await? {
        let units = rows.iter().filter(|row| row.source == BoundarySource::Batch(batch.id)).count();
        if units > 0 {
            files.push(BoundarySupplier {
                file: batch.batch.file_name.unwrap_or_default(),
                sha256: batch.batch.file_sha256.unwrap_or_default(),
                author: batch.batch.author,
                recorded_at: batch.recorded_at,
                units,
            });
        }
    }
    Ok(BoundaryStatus { revision, counts, files })
}
