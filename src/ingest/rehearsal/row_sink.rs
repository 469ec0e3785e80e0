//! Takes rows as they are read, plans them, adds them up and hands them on.
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use super::progress::Progress;
use super::rehearsal_error::RehearsalError;
use super::rehearsed_row::{RehearsedCell, RehearsedOutcome, RehearsedRow, RowFinding};
use super::settings::{Decision, Decisions};
use super::summing_up::SummingUp;
use crate::domain::{Finding, FindingCode, Severity, SiteFacts};
use crate::ingest::planner::{May, PlanRequest, Planner, RowPlace};
use crate::ingest::reading::RowReading;
use crate::ingest::table::{Inherited, LOOK_BELOW, Meaning, RowKind};

/// What later rows say, by the earlier row that it completes.
pub(super) type Completions = HashMap<RowPlace, Vec<SiteFacts>>;

/// What takes the rows.
pub(super) type Taker<'a> = &'a mut dyn FnMut(RehearsedRow) -> io::Result<()>;

/// A row of a site as it was read.
pub(super) struct SiteRow {
    pub reading: RowReading,
    pub cells: Vec<RehearsedCell>,
    pub inherited: Vec<Inherited>,
}

/// What is said of rows beside the rows.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub decisions: &'a Decisions<'a>,
    pub completions: &'a Completions,
    pub may: May<'a>,
    pub progress: &'a Progress,
}

/// Takes rows.
pub(super) struct RowSink<'a> {
    planner: Planner<'a>,
    said: Said<'a>,
    found: Completions,
    sums: SummingUp,
    take: Taker<'a>,
}

impl<'a> RowSink<'a> {
    pub fn new(planner: Planner<'a>, said: Said<'a>, take: Taker<'a>) -> Self {
        Self { planner, said, found: Completions::new(), sums: SummingUp::default(), take }
    }

    /// Rows that hold sites, so far.
    pub fn sites_seen(&self) -> u64 {
        self.sums.sites()
    }

    /// Plans a row that holds a site.
    pub fn site(&mut self, sheet: &Arc<str>, row: SiteRow) -> Result<(), RehearsalError> {
        let SiteRow { reading, cells, inherited } = row;
        let number = reading.row;
        let decision = self.said.decisions.get(&(sheet.as_ref(), number)).copied();
        let place = RowPlace { sheet: Some(Arc::clone(sheet)), line: number };
        let completed_by = self.said.completions.get(&place).map_or(&[][..], Vec::as_slice);
        let name = given(&cells, Meaning::Name).unwrap_or_default().to_owned();
        let request = PlanRequest { sheet: Some(sheet), decision, completed_by, may: Some(self.said.may) };
        let planned = self.planner.plan(reading, request);
        let is_put_away = decision == Some(Decision::Skip) || planned.goes_into.is_some();
        let outcome = match (&planned.facts, planned.known) {
            _ if is_put_away => RehearsedOutcome::Skipped,
            (Some(_), None) => RehearsedOutcome::Created,
            (Some(_), Some(_)) => RehearsedOutcome::Changed,
            (None, _) if planned.is_unchanged => RehearsedOutcome::Unchanged,
            (None, _) => RehearsedOutcome::Refused,
        };
        if let Some((target, facts)) = planned.goes_into {
            self.found.entry(target).or_default().push(*facts);
        }
        for assumption in planned.assumptions {
            self.sums.assume(assumption);
        }
        let findings: Vec<RowFinding> = planned.findings.into_iter().map(|finding| at_its_cell(finding, &cells)).collect();
        let is_uncertain = cells.iter().any(|cell| cell.certainty < LOOK_BELOW || !cell.questions.is_empty())
            || inherited.iter().any(|inherited| inherited.certainty < LOOK_BELOW)
            || findings.iter().any(asks_for_a_look);
        self.hand_on(RehearsedRow {
            sheet: sheet.as_ref().to_owned(),
            row: number,
            kind: RowKind::Data,
            outcome,
            site: planned.site.filter(|_| planned.known.is_some() || outcome != RehearsedOutcome::Created),
            name,
            needs_look: !is_put_away && is_uncertain,
            decision,
            before: planned.known.filter(|_| outcome == RehearsedOutcome::Changed).map(|site| Box::new(site.facts.clone())),
            facts: planned.facts,
            reach: planned.reach.filter(|_| matches!(outcome, RehearsedOutcome::Created | RehearsedOutcome::Changed)),
            cells,
            inherited,
            findings,
            duplicates: planned.duplicates,
        })
    }

    /// Hands on a row that holds no site.
    pub fn left_out(
        &mut self,
        sheet: &Arc<str>,
        number: u64,
        kind: RowKind,
        cells: Vec<RehearsedCell>,
        findings: Vec<Finding>,
    ) -> Result<(), RehearsalError> {
        let words: Vec<&str> = cells.iter().map(|cell| cell.raw.as_str()).collect();
        let name = words.join(" ").chars().take(NAME_SHOWN).collect();
        let findings: Vec<RowFinding> = findings.into_iter().map(|finding| at_its_cell(finding, &cells)).collect();
        self.hand_on(RehearsedRow {
            sheet: sheet.as_ref().to_owned(),
            row: number,
            kind,
            outcome: RehearsedOutcome::LeftOut,
            site: None,
            name,
            needs_look: findings.iter().any(asks_for_a_look),
            decision: None,
            facts: None,
            before: None,
            reach: None,
            cells,
            inherited: Vec::new(),
            findings,
            duplicates: Vec::new(),
        })
    }

    fn hand_on(&mut self, row: RehearsedRow) -> Result<(), RehearsalError> {
        if self.said.progress.is_cancelled() {
            return Err(RehearsalError::Cancelled);
        }
        self.sums.add(&row);
        self.said.progress.pass();
        (self.take)(row)?;
        Ok(())
    }

    /// What later rows say of earlier ones.
    pub fn into_completions(self) -> Completions {
        self.found
    }

    /// What all rows come to.
    pub fn into_sums(self) -> SummingUp {
        self.sums
    }
}

/// Most characters of the words of a row that holds no site.
const NAME_SHOWN: usize = 200;

fn given(cells: &[RehearsedCell], fact: Meaning) -> Option<&str> {
    cells.iter().flat_map(|cell| &cell.gives).find(|given| given.fact == fact).map(|given| given.value.as_str())
}

/// Whether a person must look at a row for a finding. That a commune of before was split is no doubt about what was read.
fn asks_for_a_look(finding: &RowFinding) -> bool {
    finding.severity != Severity::Note && finding.code != FindingCode::CommuneUncertain
}

/// A finding with the place of the cell it is about.
fn at_its_cell(finding: Finding, cells: &[RehearsedCell]) -> RowFinding {
    let Finding { row: _, column: title, code, severity, message, value } = finding;
    let is_same = |cell: &&RehearsedCell| Some(cell.title.as_str()) == title.as_deref();
    let raw = value.as_deref().map(str::trim);
    let is_said = |cell: &&RehearsedCell| raw.is_none_or(|raw| cell.raw.trim() == raw || cell.fixed.as_deref() == Some(raw));
    let cell = cells.iter().filter(is_same).find(is_said).or_else(|| cells.iter().find(is_same));
    RowFinding { code, severity, message, column: cell.map(|cell| cell.column), title, value }
}
