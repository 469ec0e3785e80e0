//! What an import would do: for each row a new site, a change, nothing, or a refusal.
use std::collections::HashMap;

use super::assumption::Assumption;
use super::columns::Column;
use super::draft::Draft;
use super::file_row::FileRow;
use super::identity::Identity;
use super::position::{GivenLocation, overridden};
use super::reading::RowReading;
use crate::domain::{Finding, FindingCode, Message, PositionAccuracy, Site, SiteFacts, SiteId, SiteKind};
use crate::geography::{Geography, NeighbourSite, SiteNeighbours};

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
    /// What was taken for granted about its coordinates; told once for the whole file.
    pub(super) assumptions: Vec<Assumption>,
}

/// What an import would do, row by row.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// The rows in the order of the file.
    pub rows: Vec<PlannedRow>,
}

/// Holds the rows of a file against the inventory.
pub fn plan_import(readings: Vec<RowReading>, inventory: &[Site], geography: &Geography) -> ImportPlan {
    plan(Planner::new(Some(inventory), geography), readings)
}

/// Holds the rows of a file against each other only: where no inventory is at hand, identifiers are taken on trust.
pub fn plan_without_inventory(readings: Vec<RowReading>, geography: &Geography) -> ImportPlan {
    plan(Planner::new(None, geography), readings)
}

fn plan(mut planner: Planner<'_>, readings: Vec<RowReading>) -> ImportPlan {
    ImportPlan { rows: readings.into_iter().map(|reading| planner.plan(reading)).collect() }
}

pub(super) struct Planner<'a> {
    /// Whether identifiers can be judged.
    has_inventory: bool,
    /// Whether a recorded site may become one of another kind: in a file that is more likely a slip in an identifier.
    may_change_kind: bool,
    geography: &'a Geography,
    neighbours: SiteNeighbours,
    by_id: HashMap<SiteId, &'a Site>,
    by_identity: HashMap<Identity, &'a Site>,
    /// Lines of this file that already speak of a site.
    seen_ids: HashMap<SiteId, u64>,
    seen_identities: HashMap<Identity, u64>,
}

impl<'a> Planner<'a> {
    fn new(inventory: Option<&'a [Site]>, geography: &'a Geography) -> Self {
        let sites = inventory.unwrap_or_default();
        let mut by_identity = HashMap::new();
        let mut neighbours = SiteNeighbours::default();
        for site in sites {
            neighbours.add(NeighbourSite { id: Some(site.id), line: None, facts: &site.facts });
            by_identity.entry(Identity::new(site.facts.kind, &site.facts.name, &site.facts.placement)).or_insert(site);
        }
        Self {
            has_inventory: inventory.is_some(),
            may_change_kind: false,
            geography,
            neighbours,
            by_id: sites.iter().map(|site| (site.id, site)).collect(),
            by_identity,
            seen_ids: HashMap::new(),
            seen_identities: HashMap::new(),
        }
    }

    /// Plans a change by hand, which names its site by more than a cell.
    pub(super) fn for_an_edit(sites: &'a [Site], geography: &'a Geography) -> Self {
        Self { may_change_kind: true, ..Self::new(Some(sites), geography) }
    }

    pub(super) fn plan(&mut self, reading: RowReading) -> PlannedRow {
        let RowReading { row, id, draft, mut findings, assumptions, source } = reading;
        let decided = draft.map(|draft| self.decide(&source, id, draft, &mut findings));
        let outcome = match decided {
            None => RowOutcome::Refused,
            Some(Ok(outcome)) => outcome,
            Some(Err(finding)) => {
                findings.push(finding);
                RowOutcome::Refused
            }
        };
        PlannedRow { row, outcome, findings, assumptions }
    }

    fn decide(
        &mut self,
        source: &FileRow,
        id: Option<SiteId>,
        mut draft: Draft,
        findings: &mut Vec<Finding>,
    ) -> Result<RowOutcome, Finding> {
        let row_identity = Identity::new(draft.kind, &draft.name, &draft.location.placement);
        let known = match id {
            Some(id) if self.has_inventory => Some(*self.by_id.get(&id).ok_or_else(|| source.at(Column::Id, unknown_id(id)))?),
            Some(_) => None,
            None => self.by_identity.get(&row_identity).copied(),
        };
        // A slip in an identifier must not overwrite another record.
        if let Some(site) = known.filter(|site| site.facts.kind != draft.kind && !self.may_change_kind) {
            return Err(source.at(Column::Id, other_kind(site, draft.kind)));
        }
        draft.location.keep_known_point(known.map(|site| &site.facts), self.geography);
        let location = draft.location.clone();
        let facts = draft.onto(known.map(|site| &site.facts));
        let facts = match known.filter(|site| site.facts.privacy.conceals() && !self.may_change_kind) {
            Some(site) => kept_from_files(source, &site.facts, facts, findings),
            None => facts,
        };
        if let Some(operator) = facts.operator_id {
            self.check_operator(operator, known.map(|site| site.id).or(id))
                .map_err(|finding| source.at(Column::OperatorId, finding))?;
        }
        let site = known.map(|site| site.id).or(id);
        let earlier_site = site.and_then(|site| self.seen_ids.get(&site));
        // Rows with different identifiers are different sites, whatever they are called.
        let earlier_name = self.seen_identities.get(&row_identity).filter(|_| id.is_none());
        if let Some(earlier) = earlier_site.or(earlier_name) {
            return Err(source.at(Column::Name, duplicate(*earlier)));
        }
        self.seen_identities.entry(row_identity).or_insert(source.line);
        site.into_iter().for_each(|site| _ = self.seen_ids.insert(site, source.line));
        say_how_it_was_placed(source, &location, &facts, self.geography, findings);
        self.check_place(source, site, &location, &facts, findings);
        Ok(match known {
            None => RowOutcome::Create(Box::new(facts)),
            Some(site) if site.facts == facts => RowOutcome::Unchanged(site.id),
            Some(site) => RowOutcome::Update(site.id, Box::new(facts)),
        })
    }

    /// Whether the site can be where the row says it is, and whether it is known already under another name.
    fn check_place(
        &mut self,
        source: &FileRow,
        id: Option<SiteId>,
        given: &GivenLocation,
        facts: &SiteFacts,
        findings: &mut Vec<Finding>,
    ) {
        let column = source.point_column();
        let wrong = self.geography.check_place(&facts.placement, given.plane.as_ref());
        findings.extend(wrong.map(|finding| source.at(column, finding)));
        let site = NeighbourSite { id, line: Some(source.line), facts };
        for finding in self.neighbours.check(site) {
            let column = if finding.code == FindingCode::SameSpot { column } else { Column::Name };
            findings.push(source.at(column, finding));
        }
        // A recorded site is known already; a new one must be for the rows after it.
        if !id.is_some_and(|id| self.by_id.contains_key(&id)) {
            self.neighbours.add(site);
        }
    }

    /// An operator is a recorded site, and another one.
    fn check_operator(&self, operator: SiteId, site: Option<SiteId>) -> Result<(), Finding> {
        if site == Some(operator) {
            let message = Message::new(
                format!("Điểm {operator} không thể tự là đơn vị vận hành của chính nó."),
                format!("Site {operator} cannot be its own operator."),
            );
            return Err(Finding::refused(FindingCode::InvalidValue, message));
        }
        if self.has_inventory && !self.by_id.contains_key(&operator) {
            let message = Message::new(
                format!("Không có đơn vị vận hành nào mang mã {operator}. Hãy nhập đơn vị đó trước hoặc để trống."),
                format!("No operator has the id {operator}. Import it first, or leave the cell empty."),
            );
            return Err(Finding::refused(FindingCode::UnknownId, message));
        }
        Ok(())
    }
}

/// The centre of a district or province is worth a word only where the site ends up there, and not where its own point or a
/// commune known before places it.
fn say_how_it_was_placed(
    source: &FileRow,
    given: &GivenLocation,
    facts: &SiteFacts,
    geography: &Geography,
    findings: &mut Vec<Finding>,
) {
    let accuracy = facts.placement.accuracy;
    findings.retain(|finding| match finding.code {
        FindingCode::PlacedAtDistrict => accuracy == Some(PositionAccuracy::District),
        FindingCode::PlacedAtProvince => accuracy == Some(PositionAccuracy::Province),
        _ => true,
    });
    findings.extend(overridden(source, given, &facts.placement, geography));
}

/// A file may be an export, which has only the public form of a site: it must not be written over what is recorded.
fn kept_from_files(source: &FileRow, known: &SiteFacts, given: SiteFacts, findings: &mut Vec<Finding>) -> SiteFacts {
    let mut kept = SiteFacts { address: known.address.clone(), placement: known.placement.clone(), ..given.clone() };
    if known.privacy.hides_name() {
        kept.name.clone_from(&known.name);
        kept.operator_id = known.operator_id;
        kept.abstract_text.clone_from(&known.abstract_text);
        kept.sources.clone_from(&known.sources);
    }
    if kept != given {
        let message = Message::new(
            "Điểm này không công khai đầy đủ; tên, vị trí, tóm tắt và nguồn được giữ như đã ghi. Hãy sửa từng điểm trong phần mềm.",
            "The public is told less of this site; its name, place, abstract and sources stay as recorded. Change it by itself.",
        );
        findings.push(source.at(Column::Name, Finding::warning(FindingCode::InvalidValue, message)));
    }
    kept
}

fn other_kind(site: &Site, kind: SiteKind) -> Finding {
    let (id, recorded) = (site.id, site.facts.kind);
    let message = Message::new(
        format!("Điểm {id} (“{}”) là {recorded}, dòng này ghi {kind}. Hãy sửa mã hoặc loại hình.", site.facts.name),
        format!("Site {id} (“{}”) is a {recorded}, this row says {kind}. Correct the id or the kind.", site.facts.name),
    );
    Finding::refused(FindingCode::UnknownId, message)
}

fn unknown_id(id: SiteId) -> Finding {
    let message = Message::new(
        format!("Không có điểm nào mang mã {id}. Để trống mã cho điểm mới."),
        format!("No site has the id {id}. Leave the id empty for a new site."),
    );
    Finding::refused(FindingCode::UnknownId, message)
}

fn duplicate(earlier: u64) -> Finding {
    let message = Message::new(
        format!("Cùng một điểm đã có ở dòng {earlier} (cùng mã, hoặc cùng loại hình, tên và địa bàn)."),
        format!("The same site already stands on line {earlier} (same id, or same kind, name and place)."),
    );
    Finding::refused(FindingCode::DuplicateRow, message)
}
