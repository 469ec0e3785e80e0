//! Facts put together from two rows, or from a row and a record: the first speaks, the second fills what it leaves open.
use crate::domain::SiteFacts;

/// The facts with what they leave open taken from others.
pub(super) fn completed(facts: SiteFacts, by: &SiteFacts) -> SiteFacts {
    let list = |own: Vec<String>, other: &[String]| if own.is_empty() { other.to_vec() } else { own };
    let has_own_point = |facts: &SiteFacts| facts.placement.accuracy.is_some_and(|accuracy| accuracy.is_own_point());
    let is_finer = |own: &SiteFacts| {
        let (own, other) = (&own.placement, &by.placement);
        own.commune.is_none() && own.former_commune.is_none() && (other.commune.is_some() || other.former_commune.is_some())
    };
    let (mut address, mut placement) = (facts.address.clone(), facts.placement.clone());
    if is_finer(&facts) {
        address.clone_from(&by.address);
        placement = match has_own_point(&facts) {
            true => crate::domain::Placement { point: placement.point, accuracy: placement.accuracy, ..by.placement.clone() },
            false => by.placement.clone(),
        };
    }
    if !has_own_point(&facts) && has_own_point(by) {
        placement.point = by.placement.point;
        placement.accuracy = by.placement.accuracy;
    }
    SiteFacts {
        subsector: facts.subsector.or_else(|| by.subsector.clone().filter(|_| facts.sector == by.sector)),
        technologies: list(facts.technologies, &by.technologies),
        certifications: list(facts.certifications, &by.certifications),
        area_ha: facts.area_ha.or(by.area_ha),
        herd_size: facts.herd_size.or(by.herd_size),
        members: facts.members.or(by.members),
        established_year: facts.established_year.or(by.established_year),
        revenue_vnd_per_year: facts.revenue_vnd_per_year.or(by.revenue_vnd_per_year),
        address,
        placement,
        operator_id: facts.operator_id.or(by.operator_id),
        abstract_text: facts.abstract_text.or_else(|| by.abstract_text.clone()),
        sources: if facts.sources.is_empty() { by.sources.clone() } else { facts.sources },
        confidence: facts.confidence.or(by.confidence),
        verified_on: facts.verified_on.or(by.verified_on),
        ..facts
    }
}

/// What a row says, put into a record by decision: the name stays, and nothing is cleared.
pub(super) fn merged(said: SiteFacts, record: &SiteFacts) -> SiteFacts {
    completed(SiteFacts { name: record.name.clone(), kind: record.kind, ..said }, record)
}
