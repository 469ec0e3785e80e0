//! What an import would do: for each row a new site, a change, nothing, or a refusal.
use std::collections::{HashMap, HashSet};

use super::draft::Draft;
use super::identity::Identity;
use super::row::RowReading;
use crate::domain::{Finding, FindingCode, Message, Site, SiteFacts, SiteId};

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
pub fn plan_import(readings: Vec<RowReading>, inventory: &[Site]) -> ImportPlan {
    let mut planner = Planner::new(inventory);
    ImportPlan { rows: readings.into_iter().map(|reading| planner.plan(reading)).collect() }
}

struct Planner<'a> {
    by_id: HashMap<SiteId, &'a Site>,
    by_identity: HashMap<Identity, &'a Site>,
    /// Lines of this file that already speak of a site.
    seen_ids: HashMap<SiteId, u64>,
    seen_identities: HashMap<Identity, u64>,
    operators: HashSet<SiteId>,
}

impl<'a> Planner<'a> {
    fn new(inventory: &'a [Site]) -> Self {
        let mut by_identity = HashMap::new();
        for site in inventory {
            by_identity.entry(Identity::new(site.facts.kind, &site.facts.name, &site.facts.placement)).or_insert(site);
        }
        Self {
            by_id: inventory.iter().map(|site| (site.id, site)).collect(),
            by_identity,
            seen_ids: HashMap::new(),
            seen_identities: HashMap::new(),
            operators: inventory.iter().map(|site| site.id).collect(),
        }
    }

    fn plan(&mut self, reading: RowReading) -> PlannedRow {
        let RowReading { row, id, draft, mut findings } = reading;
        let outcome = match draft {
            None => RowOutcome::Refused,
            Some(draft) => self.decide(row, id, draft).unwrap_or_else(|mut finding| {
                finding.row = Some(row);
                findings.push(finding);
                RowOutcome::Refused
            }),
        };
        PlannedRow { row, outcome, findings }
    }

    fn decide(&mut self, row: u64, id: Option<SiteId>, draft: Draft) -> Result<RowOutcome, Finding> {
        let identity = Identity::new(draft.kind, &draft.name, &draft.placement);
        let known = match id {
            Some(id) => Some(*self.by_id.get(&id).ok_or_else(|| unknown_id(id))?),
            None => self.by_identity.get(&identity).copied(),
        };
        let earlier = match known {
            Some(site) => self.seen_ids.insert(site.id, row),
            None => self.seen_identities.insert(identity, row),
        };
        if let Some(earlier) = earlier {
            return Err(duplicate(&draft.name, earlier));
        }
        let facts = draft.onto(known.map(|site| &site.facts));
        if let Some(operator) = facts.operator_id.filter(|operator| !self.operators.contains(operator)) {
            return Err(unknown_id(operator));
        }
        Ok(match known {
            None => RowOutcome::Create(Box::new(facts)),
            Some(site) if site.facts == facts => RowOutcome::Unchanged(site.id),
            Some(site) => RowOutcome::Update(site.id, Box::new(facts)),
        })
    }
}

fn unknown_id(id: SiteId) -> Finding {
    let message = Message::new(
        format!("Không có điểm nào mang mã {id}. Để trống mã cho điểm mới."),
        format!("No site has the id {id}. Leave the id empty for a new site."),
    );
    Finding::refused(FindingCode::UnknownId, message).at("id", id.to_string())
}

fn duplicate(name: &str, earlier: u64) -> Finding {
    let message = Message::new(
        format!("Cùng một điểm đã có ở dòng {earlier} (cùng loại hình, tên và địa bàn)."),
        format!("The same site already stands on line {earlier} (same kind, name and place)."),
    );
    Finding::refused(FindingCode::DuplicateRow, message).at("name", name)
}
