//! A finished rehearsal: what a file would do to the inventory at one revision, its rows on disk.
use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};

use super::failure::ImportFailure;
use super::spool::{Spool, SpoolWriter};
use crate::domain::{FindingCode, ImportReach, Message, RegionId, Site, SiteFacts, SiteId, Vocabulary};
use crate::geography::Geography;
use crate::ingest::rehearsal::{
    Duplicate, ImportSettings, Progress, RehearsalError, RehearsalSummary, RehearsedRow, Rehearsing, rehearse,
};
use crate::ingest::table::Corrections;
use crate::ingest::workbook::{FileFormat, Limits, ReadOptions, Workbook};
use crate::store::Inventory;

/// Text files beyond so many bytes are read to their end first, which takes a second for each 35 MB.
const COUNTED_FIRST: u64 = 16 * 1024 * 1024;

/// How far somebody may take a change from the first facts to the second; `None` for not at all.
pub type ReachRule = dyn Fn(Option<&SiteFacts>, &SiteFacts) -> Option<ImportReach> + Send + Sync;

/// What the sender of a file may do, and know.
pub struct Rights {
    /// How far they may take a row.
    pub reach: Box<ReachRule>,
    /// Whether they may be told of a recorded site.
    pub knows: Box<dyn Fn(&SiteFacts) -> bool + Send + Sync>,
}

/// What a file is held against.
pub struct Basis {
    /// The code lists.
    pub vocabulary: Vocabulary,
    /// The units and their shapes.
    pub geography: Geography,
    /// Every recorded site; `None` where no inventory is at hand.
    pub sites: Option<Vec<Site>>,
    /// The revision at which they stand.
    pub revision: i64,
}

/// A finished rehearsal.
pub struct Rehearsed {
    /// Counts, findings, columns, questions.
    pub summary: RehearsalSummary,
    /// The revision of the inventory that the file was held against.
    pub revision: i64,
    /// What the file is.
    pub format: FileFormat,
    /// What happens to each row.
    pub spool: Spool,
}

impl Basis {
    /// The inventory as it was read.
    pub fn of(inventory: Inventory, geography: Geography) -> Self {
        let Inventory { vocabulary, sites, revision, .. } = inventory;
        Self { vocabulary, geography, sites: Some(sites), revision }
    }
}

impl Rehearsed {
    /// What is kept of it with a commit: an object.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn report(&self) -> Result<Value, ImportFailure> {
        let unintelligible = |source| ImportFailure::Unintelligible { what: "the summary of a rehearsal", source };
        let summary = serde_json::to_value(&self.summary).map_err(unintelligible)?;
        Ok(json!({"revision": self.revision, "format": format_code(self.format), "summary": summary}))
    }
}

/// The stable code of a format, which is the usual ending of names.
pub fn format_code(format: FileFormat) -> &'static str {
    format.endings().first().copied().unwrap_or_default()
}

/// Works out what a file on disk would do. Blocks.
///
/// # Errors
/// Where the file cannot be read, the disk fails, or the work was cancelled.
pub fn rehearse_file(
    path: &Path,
    file_name: &str,
    basis: &Basis,
    settings: &ImportSettings,
    office: &Corrections,
    rights: &Rights,
    progress: &Progress,
) -> Result<Rehearsed, ImportFailure> {
    let options = ReadOptions { file_name: Some(file_name.to_owned()), ..ReadOptions::default() };
    let mut workbook = Workbook::open_path(path, &options, &Limits::DEFAULT)?;
    if workbook.format() == FileFormat::Csv && std::fs::metadata(path)?.len() > COUNTED_FIRST {
        // Far too many rows are told before any of them is worked out.
        for row in workbook.rows(0)? {
            row?;
            if progress.is_cancelled() {
                return Err(ImportFailure::Cancelled);
            }
        }
    }
    let mut spool = SpoolWriter::new()?;
    let recorded: HashMap<SiteId, &Site> = basis.sites.iter().flatten().map(|site| (site.id, site)).collect();
    let is_unknown = |site: SiteId| recorded.get(&site).is_some_and(|site| !(rights.knows)(&site.facts));
    let with = Rehearsing {
        vocabulary: &basis.vocabulary,
        geography: &basis.geography,
        sites: basis.sites.as_deref(),
        settings,
        office,
        may: &|before, after| (rights.reach)(before, after),
    };
    let summary = rehearse(&mut workbook, with, progress, &mut |mut row| {
        keep_secret(&mut row, is_unknown);
        spool.add(&row)
    });
    let summary = summary.map_err(|error| match error {
        RehearsalError::File(refusal) => ImportFailure::File(refusal),
        RehearsalError::Cancelled => ImportFailure::Cancelled,
        RehearsalError::Io(source) => ImportFailure::Disk(source),
        RehearsalError::Settings(reason) => ImportFailure::Unsayable { member: "crs", reason },
    })?;
    Ok(Rehearsed { summary, revision: basis.revision, format: workbook.format(), spool: spool.finish()? })
}

/// A row that is like a site of which its sender may know nothing tells no more of it than that there is one.
fn keep_secret(row: &mut RehearsedRow, is_unknown: impl Fn(SiteId) -> bool) {
    let mut is_told_of = false;
    for duplicate in row.duplicates.iter_mut().filter(|duplicate| duplicate.site.is_some_and(&is_unknown)) {
        is_told_of = true;
        *duplicate = Duplicate { name: String::new(), distance_m: None, operator: None, ..duplicate.clone() };
    }
    let about_others = [FindingCode::ProbableDuplicate, FindingCode::SameSpot];
    for finding in row.findings.iter_mut().filter(|finding| is_told_of && about_others.contains(&finding.code)) {
        finding.message = Message::new(
            "Có thể đã có điểm này trong danh sách; bạn không được xem điểm đó.",
            "This site may be recorded already; you may not see that record.",
        );
    }
}

/// Under which name the wordings of an office are kept.
pub fn office_key(office: Option<RegionId>) -> String {
    office.map_or_else(|| "vn".to_owned(), |region| region.to_string())
}
