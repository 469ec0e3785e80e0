//! Rows held against the recorded sites and against the rows before them, one after the other.
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::assumption::Assumption;
use super::columns::Column;
use super::completion::{completed, merged};
use super::draft::Draft;
use super::file_row::FileRow;
use super::identity::Identity;
use super::plan_findings::{
    duplicate, kept_from_files, merged_into_row, merged_into_site, nothing_to_merge_into, other_kind, outside_region,
    own_operator, unknown_id, unknown_operator,
};
use super::position::{GivenLocation, overridden};
use super::reading::RowReading;
use super::rehearsal::{Decision, Duplicate};
use crate::domain::{Finding, FindingCode, ImportReach, PositionAccuracy, Site, SiteFacts, SiteId, Status};
use crate::geography::{Geography, Neighbour, NeighbourSite, SiteNeighbours};

/// How far somebody may take a site from what is recorded to what a row says.
pub(super) type May<'a> = &'a dyn Fn(Option<&SiteFacts>, &SiteFacts) -> Option<ImportReach>;

/// What is asked of one row beside the row itself.
#[derive(Clone, Copy, Default)]
pub(super) struct PlanRequest<'a> {
    /// Its sheet.
    pub sheet: Option<&'a Arc<str>>,
    /// What somebody decided of it.
    pub decision: Option<Decision>,
    /// What later rows say that complete it.
    pub completed_by: &'a [SiteFacts],
    /// The rights of its sender; everything is allowed without.
    pub may: Option<May<'a>>,
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct RowPlace {
    pub sheet: Option<Arc<str>>,
    pub line: u64,
}

/// What becomes of a row.
#[derive(Debug, Default)]
pub(super) struct Planned<'a> {
    /// The recorded site it speaks of.
    pub known: Option<&'a Site>,
    /// The identifier it speaks of, which may be taken on trust.
    pub site: Option<SiteId>,
    /// All facts after it, where it creates or changes a site.
    pub facts: Option<Box<SiteFacts>>,
    /// Whether it says what is recorded.
    pub is_unchanged: bool,
    /// The earlier row it goes into, and what it says.
    pub goes_into: Option<(RowPlace, Box<SiteFacts>)>,
    /// How far its sender may take it.
    pub reach: Option<ImportReach>,
    pub findings: Vec<Finding>,
    pub assumptions: Vec<Assumption>,
    pub duplicates: Vec<Duplicate>,
}

/// The recorded sites and the rows so far. Of each row that holds a site about 100 bytes are kept, and what finds its neighbours.
pub(super) struct Planner<'a> {
    /// Whether identifiers can be judged.
    has_inventory: bool,
    /// Whether a recorded site may become one of another kind: in a file that is more likely a slip in an identifier.
    may_change_kind: bool,
    geography: &'a Geography,
    neighbours: SiteNeighbours,
    by_id: HashMap<SiteId, &'a Site>,
    by_identity: HashMap<Identity, &'a Site>,
    /// Rows of this file that already speak of a site.
    seen_ids: HashMap<SiteId, RowPlace>,
    /// The same by the hash of their identity.
    seen_identities: HashMap<u64, RowPlace>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(inventory: Option<&'a [Site]>, geography: &'a Geography) -> Self {
        let sites = inventory.unwrap_or_default();
        let mut by_identity = HashMap::new();
        let mut neighbours = SiteNeighbours::default();
        // What was withdrawn is found by its identifier only: the same file may bring it again as a new site.
        for site in sites.iter().filter(|site| site.facts.status != Status::Withdrawn) {
            neighbours.add(NeighbourSite { id: Some(site.id), line: None, sheet: None, facts: &site.facts });
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

    /// What becomes of a row.
    pub(super) fn plan(&mut self, reading: RowReading, request: PlanRequest<'_>) -> Planned<'a> {
        let RowReading { row: _, id, draft, findings, assumptions, source } = reading;
        let mut planned = Planned { findings, assumptions, ..Planned::default() };
        if let Some(draft) = draft.filter(|_| request.decision != Some(Decision::Skip))
            && let Err(finding) = self.decide(&source, id, draft, request, &mut planned)
        {
            planned.findings.push(finding);
            planned.facts = None;
        }
        planned
    }

    fn decide(
        &mut self,
        source: &FileRow,
        id: Option<SiteId>,
        mut draft: Draft,
        request: PlanRequest<'_>,
        planned: &mut Planned<'a>,
    ) -> Result<(), Finding> {
        let row_identity = Identity::new(draft.kind, &draft.name, &draft.location.placement);
        let identity = hashed(&row_identity);
        let merged_site = match request.decision {
            Some(Decision::Merge { site }) => site,
            _ => None,
        };
        let keeps_both = request.decision == Some(Decision::KeepBoth) && id.is_none();
        let known = match merged_site.or(id) {
            Some(id) if self.has_inventory => Some(*self.by_id.get(&id).ok_or_else(|| source.at(Column::Id, unknown_id(id)))?),
            Some(_) => None,
            None if keeps_both => None,
            None => self.by_identity.get(&row_identity).copied(),
        };
        let site = known.map(|site| site.id).or(id);
        // Rows with different identifiers are different sites, whatever they are called.
        let earlier_name = || self.seen_identities.get(&identity).filter(|_| id.is_none() && !keeps_both);
        let earlier = site.and_then(|site| self.seen_ids.get(&site)).or_else(earlier_name).cloned();
        if matches!(request.decision, Some(Decision::Merge { .. })) {
            let is_into_row = merged_site.is_none() || earlier.is_some();
            if is_into_row {
                let target = earlier.or_else(|| self.row_like(source, &draft, request)).ok_or_else(nothing_to_merge_into)?;
                planned.findings.push(merged_into_row(target.sheet.as_deref(), target.line));
                planned.goes_into = Some((target, Box::new(draft.onto(None))));
                return Ok(());
            }
        }
        // A slip in an identifier must not overwrite another record.
        if let Some(site) = known.filter(|site| site.facts.kind != draft.kind && !self.may_change_kind) {
            match merged_site {
                Some(_) => draft.kind = site.facts.kind,
                None => return Err(source.at(Column::Id, other_kind(site, draft.kind))),
            }
        }
        let recorded = known.map(|site| &site.facts);
        draft.location.keep_known_point(recorded, self.geography);
        draft.location.keep_told_units(recorded, self.geography);
        let location = draft.location.clone();
        let mut facts = draft.onto(recorded);
        if let (Some(site), Some(_)) = (known, merged_site) {
            planned.findings.push(merged_into_site(site, &facts.name));
            facts = merged(facts, &site.facts);
        }
        let mut facts = match known.filter(|site| site.facts.privacy.conceals() && !self.may_change_kind) {
            Some(site) => kept_from_files(source, &site.facts, facts, &mut planned.findings),
            None => facts,
        };
        for later in request.completed_by {
            facts = completed(facts, later);
        }
        if let Some(operator) = facts.operator_id {
            self.check_operator(operator, site).map_err(|finding| source.at(Column::OperatorId, finding))?;
        }
        if let Some(earlier) = earlier {
            planned.duplicates.push(earlier_row(&earlier, &facts));
            return Err(source.at(Column::Name, duplicate(earlier.sheet.as_deref(), earlier.line)));
        }
        let is_unchanged = known.is_some_and(|site| site.facts == facts);
        if !is_unchanged && let Some(may) = request.may {
            planned.reach = may(recorded, &facts);
            if planned.reach.is_none() {
                return Err(source.at(Column::Province, outside_region(&facts.placement, self.geography.gazetteer())));
            }
        }
        let place = RowPlace { sheet: request.sheet.cloned(), line: source.line };
        self.seen_identities.entry(identity).or_insert_with(|| place.clone());
        site.into_iter().for_each(|site| _ = self.seen_ids.insert(site, place.clone()));
        say_how_it_was_placed(source, &location, &facts, self.geography, &mut planned.findings);
        if let Some(site) = known.filter(|_| id.is_none() && merged_site.is_none() && !is_unchanged) {
            planned.duplicates.push(self.recorded(site));
        }
        self.check_place(source, site, &location, &facts, keeps_both || merged_site.is_some(), request, planned);
        (planned.known, planned.site, planned.is_unchanged) = (known, site, is_unchanged);
        planned.facts = (!is_unchanged).then(|| Box::new(facts));
        Ok(())
    }

    /// Whether the site can be where the row says it is, and whether it is known already under another name. Where somebody
    /// said so already, it is not told again.
    #[expect(clippy::too_many_arguments, reason = "each says another thing of one row")]
    fn check_place(
        &mut self,
        source: &FileRow,
        id: Option<SiteId>,
        given: &GivenLocation,
        facts: &SiteFacts,
        is_decided: bool,
        request: PlanRequest<'_>,
        planned: &mut Planned<'a>,
    ) {
        let column = source.point_column();
        let wrong = self.geography.check_place(&facts.placement, given.plane.as_ref());
        planned.findings.extend(wrong.map(|finding| source.at(column, finding)));
        let site = NeighbourSite { id, line: Some(source.line), sheet: request.sheet, facts };
        if !is_decided {
            for neighbour in self.neighbours.find(site) {
                planned.duplicates.push(self.nearby(&neighbour));
                let column = if neighbour.finding.code == FindingCode::SameSpot { column } else { Column::Name };
                planned.findings.push(source.at(column, neighbour.finding));
            }
        }
        // A recorded site is known already; a new one must be for the rows after it.
        if !id.is_some_and(|id| self.by_id.contains_key(&id)) {
            self.neighbours.add(site);
        }
    }

    /// The row before that the neighbours of a row tell of.
    fn row_like(&self, source: &FileRow, draft: &Draft, request: PlanRequest<'_>) -> Option<RowPlace> {
        let facts = draft.clone().onto(None);
        let site = NeighbourSite { id: None, line: Some(source.line), sheet: request.sheet, facts: &facts };
        let mut rows = self.neighbours.find(site).into_iter().filter(|neighbour| neighbour.id.is_none());
        rows.find_map(|neighbour| Some(RowPlace { sheet: neighbour.sheet, line: neighbour.line? }))
    }

    fn recorded(&self, site: &Site) -> Duplicate {
        let operator = site.facts.operator_id.and_then(|id| self.name_of(id));
        Duplicate { site: Some(site.id), sheet: None, row: None, name: site.facts.name.clone(), distance_m: None, operator }
    }

    fn nearby(&self, neighbour: &Neighbour) -> Duplicate {
        Duplicate {
            site: neighbour.id,
            sheet: neighbour.sheet.as_deref().filter(|_| neighbour.id.is_none()).map(str::to_owned),
            row: neighbour.line.filter(|_| neighbour.id.is_none()),
            name: neighbour.name.clone(),
            distance_m: neighbour.distance_m.map(|metres| (metres * 10.0).round() / 10.0),
            operator: neighbour.operator.and_then(|id| self.name_of(id)),
        }
    }

    fn name_of(&self, site: SiteId) -> Option<String> {
        self.by_id.get(&site).map(|site| site.facts.name.clone())
    }

    /// An operator is a recorded site, and another one.
    fn check_operator(&self, operator: SiteId, site: Option<SiteId>) -> Result<(), Finding> {
        if site == Some(operator) {
            return Err(own_operator(operator));
        }
        if self.has_inventory && !self.by_id.contains_key(&operator) {
            return Err(unknown_operator(operator));
        }
        Ok(())
    }
}

fn earlier_row(earlier: &RowPlace, facts: &SiteFacts) -> Duplicate {
    let sheet = earlier.sheet.as_deref().map(str::to_owned);
    Duplicate { site: None, sheet, row: Some(earlier.line), name: facts.name.clone(), distance_m: None, operator: None }
}

fn hashed(identity: &Identity) -> u64 {
    let mut hasher = DefaultHasher::new();
    identity.hash(&mut hasher);
    hasher.finish()
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
