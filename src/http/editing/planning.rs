//! A change worked out against the records around it, before anything is written.
use crate::domain::{BoundingBox, Finding, GeoPoint, Severity, Site, SiteFacts, SiteId};
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::ingest::{GivenSite, plan_edit};
use crate::query::Filter;
use crate::snapshot::Snapshot;

use super::given_feature::GivenFeature;
use super::outcome::refused;

/// How far around a site its neighbours are looked for, in degrees: a little more than the kilometre of the checks.
const AROUND_DEG: f64 = 0.012;
/// Most neighbours that are looked at.
const NEIGHBOURS_MAX: usize = 500;

/// What a change would make of a site.
pub(super) struct PlannedChange {
    /// All facts after it; `None` where a finding refuses it.
    pub(super) facts: Option<SiteFacts>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
}

/// Works the change out on a worker thread.
pub(super) async fn plan(asked: &Asked, known: Option<Site>, given: GivenFeature) -> Result<PlannedChange, Problem> {
    let snapshot = std::sync::Arc::clone(&asked.snapshot);
    let plan = tokio::task::spawn_blocking(move || {
        let GivenFeature { site, mut findings, .. } = given;
        let planned = plan_with_neighbours(&snapshot, known.as_ref(), &site);
        findings.extend(planned.findings);
        let is_refused = findings.iter().any(|finding| finding.severity == Severity::Refused);
        PlannedChange { facts: planned.facts.filter(|_| !is_refused), findings }
    });
    plan.await.map_err(Problem::internal)
}

/// The facts, or the problem that says what cannot be taken.
pub(super) fn accepted(asked: &Asked, planned: PlannedChange) -> Result<(SiteFacts, Vec<Finding>), Problem> {
    match planned.facts {
        Some(facts) => Ok((facts, planned.findings)),
        None => Err(refused(asked, &planned.findings)),
    }
}

/// Where a site would be is known only once its address is; then its neighbours are looked at.
fn plan_with_neighbours(snapshot: &Snapshot, known: Option<&Site>, given: &GivenSite) -> PlannedChange {
    let (vocabulary, geography) = (snapshot.vocabulary(), snapshot.geography());
    let operator = given.text("operator_id").and_then(|text| text.parse::<SiteId>().ok());
    let operator = operator.or(known.and_then(|site| site.facts.operator_id));
    let mut around: Vec<Site> = operator.and_then(|id| record_of(snapshot, id)).into_iter().collect();
    let first = plan_edit(given.clone(), known, &around, vocabulary, geography);
    let point = first.facts.as_ref().and_then(|facts| geography.settle(facts.placement.clone()).point);
    let Some(point) = point else { return PlannedChange { facts: first.facts, findings: first.findings } };
    around.extend(neighbours(snapshot, point).filter(|site| Some(site.id) != operator));
    let second = plan_edit(given.clone(), known, &around, vocabulary, geography);
    PlannedChange { facts: second.facts, findings: second.findings }
}

fn neighbours(snapshot: &Snapshot, point: GeoPoint) -> impl Iterator<Item = Site> {
    let area = BoundingBox {
        west: point.lon - AROUND_DEG,
        south: point.lat - AROUND_DEG,
        east: point.lon + AROUND_DEG,
        north: point.lat + AROUND_DEG,
    };
    let slots = snapshot.placed_within(&Filter::default(), area);
    slots.into_iter().take(NEIGHBOURS_MAX).filter_map(|(slot, _)| Some(snapshot.site(slot)?.site.clone()))
}

fn record_of(snapshot: &Snapshot, id: SiteId) -> Option<Site> {
    snapshot.site(snapshot.slot(id)?).map(|public| public.site.clone())
}
