//! Files of every shape through the rehearsal: what each row would do, what is asked, and that nothing is lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod decisions;
mod layers;
mod long_files;
mod messy_files;
mod our_own_files;
mod round_trip;
mod sheets_and_files;
mod written_files;

use std::sync::LazyLock;

use agriatlas::domain::{ImportReach, Site, SiteFacts, Vocabulary};
use agriatlas::geography::Geography;
use agriatlas::ingest::rehearsal::{
    ImportSettings, Progress, RehearsalError, RehearsalSummary, RehearsedOutcome, RehearsedRow, Rehearsing, rehearse,
};
use agriatlas::ingest::starter_vocabulary;
use agriatlas::ingest::table::Corrections;
use agriatlas::ingest::workbook::{Limits, ReadOptions, Workbook};

static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(|| Geography::shipped().unwrap());
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(starter_vocabulary().unwrap()));

/// What came of a file.
#[derive(Debug)]
struct Rehearsed {
    summary: RehearsalSummary,
    rows: Vec<RehearsedRow>,
}

impl Rehearsed {
    fn outcomes(&self) -> Vec<RehearsedOutcome> {
        self.sites().map(|row| row.outcome).collect()
    }

    fn sites(&self) -> impl Iterator<Item = &RehearsedRow> {
        self.rows.iter().filter(|row| row.outcome != RehearsedOutcome::LeftOut)
    }

    fn row(&self, number: u64) -> &RehearsedRow {
        self.rows.iter().find(|row| row.row == number).unwrap()
    }

    fn codes(&self, number: u64) -> Vec<&'static str> {
        self.row(number).findings.iter().map(|finding| finding.code.code()).collect()
    }
}

fn everything(_: Option<&SiteFacts>, _: &SiteFacts) -> Option<ImportReach> {
    Some(ImportReach::Published)
}

fn open(bytes: &[u8]) -> Workbook {
    Workbook::open_bytes(bytes.to_vec(), &ReadOptions::default(), &Limits::DEFAULT).unwrap()
}

fn try_rehearse(
    workbook: &mut Workbook,
    sites: &[Site],
    settings: &ImportSettings,
    may: &(dyn Fn(Option<&SiteFacts>, &SiteFacts) -> Option<ImportReach> + Sync),
) -> Result<Rehearsed, RehearsalError> {
    let office = Corrections::default();
    let with = Rehearsing { vocabulary: &VOCABULARY, geography: &GEOGRAPHY, sites: Some(sites), settings, office: &office, may };
    let mut rows = Vec::new();
    let summary = rehearse(workbook, with, &Progress::new(), &mut |row| {
        // What is spooled comes back as it was.
        let written = serde_json::to_string(&row)?;
        assert_eq!(serde_json::from_str::<RehearsedRow>(&written)?, row);
        rows.push(row);
        Ok(())
    })?;
    let written = serde_json::to_string(&summary).unwrap();
    assert_eq!(serde_json::from_str::<RehearsalSummary>(&written).unwrap(), summary);
    Ok(Rehearsed { summary, rows })
}

/// Rehearses bytes against an inventory, with everything allowed.
fn rehearsed_with(bytes: &[u8], sites: &[Site], settings: &ImportSettings) -> Rehearsed {
    try_rehearse(&mut open(bytes), sites, settings, &everything).unwrap()
}

fn rehearsed(bytes: &[u8], sites: &[Site]) -> Rehearsed {
    rehearsed_with(bytes, sites, &ImportSettings::default())
}

fn settings(json: &str) -> ImportSettings {
    serde_json::from_str(json).unwrap()
}

/// The sites that the new rows of a file become, as if they had been committed.
fn committed(rehearsed: &Rehearsed) -> Vec<Site> {
    let facts = rehearsed.rows.iter().filter_map(|row| row.facts.as_deref().filter(|_| row.before.is_none()));
    let site = |(facts, number): (&SiteFacts, u32)| Site {
        id: agriatlas::domain::SiteId::new(facts.kind, number),
        facts: facts.clone(),
        updated_at: jiff::Timestamp::UNIX_EPOCH,
    };
    facts.zip(1..).map(site).collect()
}
