//! Adds up rows while they pass: counts, findings, questions, assumptions, and the digest.
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::rehearsed_row::{RehearsedOutcome, RehearsedRow};
use super::summary::{FindingCount, OpenQuestion, ReachCounts, RehearsalSummary, RowCounts, SheetReport};
use crate::domain::{Finding, FindingCode, ImportReach, Severity};
use crate::ingest::assumption::Assumption;
use crate::ingest::table::{Question, QuestionKey};

/// Most different questions that are gathered; the others stand in their rows.
const QUESTIONS_MAX: usize = 2_000;

/// The sums so far.
#[derive(Default)]
pub(super) struct SummingUp {
    counts: RowCounts,
    by_reach: ReachCounts,
    findings: BTreeMap<(Severity, FindingCode), u64>,
    questions: HashMap<QuestionKey, (Question, u64)>,
    assumptions: BTreeMap<Assumption, usize>,
    digest: Sha256,
}

impl SummingUp {
    /// Rows that hold sites.
    pub fn sites(&self) -> u64 {
        self.counts.rows
    }

    /// Adds something taken for granted in one row.
    pub fn assume(&mut self, assumption: Assumption) {
        *self.assumptions.entry(assumption).or_default() += 1;
    }

    /// Adds a row.
    pub fn add(&mut self, row: &RehearsedRow) {
        let counts = &mut self.counts;
        let count = match row.outcome {
            RehearsedOutcome::Created => &mut counts.created,
            RehearsedOutcome::Changed => &mut counts.changed,
            RehearsedOutcome::Unchanged => &mut counts.unchanged,
            RehearsedOutcome::Refused => &mut counts.refused,
            RehearsedOutcome::Skipped => &mut counts.skipped,
            RehearsedOutcome::LeftOut => &mut counts.left_out,
        };
        *count += 1;
        counts.rows += u64::from(row.outcome != RehearsedOutcome::LeftOut);
        counts.look += u64::from(row.needs_look);
        match row.reach {
            Some(ImportReach::Draft) => self.by_reach.draft += 1,
            Some(ImportReach::InReview) => self.by_reach.in_review += 1,
            Some(ImportReach::Published) => self.by_reach.published += 1,
            None => {}
        }
        let kinds: HashSet<(Severity, FindingCode)> =
            row.findings.iter().map(|finding| (finding.severity, finding.code)).collect();
        kinds.into_iter().for_each(|kind| *self.findings.entry(kind).or_default() += 1);
        self.ask(row);
        self.digest(row);
    }

    /// Questions about one cell stand with it alone: an answer serves no other.
    fn ask(&mut self, row: &RehearsedRow) {
        let mut asked: Vec<&QuestionKey> = Vec::new();
        for question in row.cells.iter().flat_map(|cell| &cell.questions) {
            if matches!(question.key, QuestionKey::Cell { .. }) || asked.contains(&&question.key) {
                continue;
            }
            asked.push(&question.key);
            let has_room = self.questions.len() < QUESTIONS_MAX;
            match self.questions.get_mut(&question.key) {
                Some((_, rows)) => *rows += 1,
                None if has_room => {
                    self.questions.insert(question.key.clone(), (question.clone(), 1));
                }
                None => {}
            }
        }
    }

    /// What the row would do, and nothing that is only said of it.
    fn digest(&mut self, row: &RehearsedRow) {
        if row.outcome == RehearsedOutcome::LeftOut {
            return;
        }
        let effect = json!([row.sheet, row.row, row.outcome, row.site, row.reach, row.facts]).to_string();
        self.digest.update((effect.len() as u64).to_le_bytes());
        self.digest.update(effect);
    }

    /// What it all comes to.
    pub fn summary(self, sheets: Vec<SheetReport>, notices: Vec<Finding>) -> RehearsalSummary {
        let mut findings: Vec<FindingCount> = self
            .findings
            .into_iter()
            .map(|((severity, code), rows)| FindingCount { code, label: code.label(), severity, rows })
            .collect();
        findings.sort_by(|a, b| a.severity.cmp(&b.severity).then(b.rows.cmp(&a.rows)));
        let mut questions: Vec<OpenQuestion> =
            self.questions.into_values().map(|(question, rows)| OpenQuestion { question, rows }).collect();
        questions.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.question.key.cmp(&b.question.key)));
        let assumed = self.assumptions.into_iter().map(|(assumption, rows)| assumption.finding(rows));
        RehearsalSummary {
            counts: self.counts,
            by_reach: self.by_reach,
            findings,
            sheets,
            questions,
            notices: notices.into_iter().chain(assumed).collect(),
            digest: self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}
