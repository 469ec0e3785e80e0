//! What an import would do: for each row a new site, a change, nothing, or a refusal.
use super::planner::{PlanRequest, Planner};
use super::reading::RowReading;
use crate::domain::{Finding, Site, SiteFacts, SiteId};
use crate::geography::Geography;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowOutcome {
    /// A site not recorded before.
    Create(Box<SiteFacts>),
    /// New facts for a recorded site.
    Update(SiteId, Box<SiteFacts>),
    /// Says what is already recorded.
    Unchanged(SiteId),
    /// Not taken; a finding says why.
    Refused,
}

/// A row, what becomes of it and what was found.
#[derive(Clone, Debug)]
pub struct PlannedRow {
    /// Line of the file on which the row begins.
    pub row: u64,
    /// What becomes of it.
    pub outcome: RowOutcome,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// What an import would do, row by row.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// The rows in the order of the file.
    pub rows: Vec<PlannedRow>,
}

/// Holds the rows of a file against the inventory.
pub fn plan_import(readings: Vec<RowReading>, inventory: &[Site], geography: &Geography) -> ImportPlan {
    let mut planner = Planner::new(Some(inventory), geography);
    ImportPlan { rows: readings.into_iter().map(|reading| plan_row(&mut planner, reading)).collect() }
}

/// Plans one row of which nobody decided anything.
pub(super) fn plan_row(planner: &mut Planner<'_>, reading: RowReading) -> PlannedRow {
    let row = reading.row;
    let planned = planner.plan(reading, PlanRequest::default());
    let outcome = match (planned.facts, planned.site, planned.known) {
        (Some(facts), _, None) => RowOutcome::Create(facts),
        (Some(facts), _, Some(site)) => RowOutcome::Update(site.id, facts),
        (None, Some(site), _) if planned.is_unchanged => RowOutcome::Unchanged(site),
        (None, ..) => RowOutcome::Refused,
    };
    PlannedRow { row, outcome, findings: planned.findings }
}
