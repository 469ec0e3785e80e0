//! Whether what a site refers to is there: its operator, the codes of its facts, the units it lies in and how they follow
//! from each other.
use std::collections::{BTreeMap, HashSet};

use super::finding::{AuditCode, Findings};
use crate::domain::{Placement, RegionId, Site, SiteFacts, SiteId, Term, VocabularyName};
use crate::gazetteer::Gazetteer;

/// What sites may refer to, and what they do refer to.
#[derive(Debug, Default)]
pub(super) struct References {
    terms: HashSet<(VocabularyName, String)>,
    sites: HashSet<SiteId>,
    operators: BTreeMap<SiteId, SiteId>,
}

impl References {
    pub fn term(&mut self, term: Term) {
        self.terms.insert((term.vocabulary, term.code));
    }

    /// A site that is there and cannot be read.
    pub fn unreadable(&mut self, site: SiteId) {
        self.sites.insert(site);
    }

    /// Whether the site is there.
    pub fn knows(&self, site: SiteId) -> bool {
        self.sites.contains(&site)
    }

    pub fn count(&self) -> usize {
        self.sites.len()
    }

    /// Takes a site as it is now.
    pub fn site(&mut self, site: &Site, gazetteer: &Gazetteer, findings: &mut Findings) {
        self.sites.insert(site.id);
        self.operators.extend(site.facts.operator_id.map(|operator| (site.id, operator)));
        self.codes(site.id, &site.facts, findings);
        units(site.id, &site.facts.placement, gazetteer, findings);
    }

    fn codes(&self, site: SiteId, facts: &SiteFacts, findings: &mut Findings) {
        use VocabularyName::{Certification, Confidence, Kind, PositionAccuracy, Sector, Status, Subsector, Technology};
        let single = [
            (Kind, Some(facts.kind.code())),
            (Sector, Some(facts.sector.code())),
            (Status, Some(facts.status.code())),
            (Confidence, facts.confidence.map(|confidence| confidence.code())),
            (PositionAccuracy, facts.placement.accuracy.map(|accuracy| accuracy.code())),
            (Subsector, facts.subsector.as_deref()),
        ];
        let single = single.into_iter().filter_map(|(vocabulary, code)| Some((vocabulary, code?)));
        let technologies = facts.technologies.iter().map(|code| (Technology, code.as_str()));
        let certifications = facts.certifications.iter().map(|code| (Certification, code.as_str()));
        for (vocabulary, code) in single.chain(technologies).chain(certifications) {
            if !self.terms.contains(&(vocabulary, code.to_owned())) {
                findings.add(
                    AuditCode::UnknownTerm,
                    site,
                    format!("{site}: “{code}” không có trong danh mục {vocabulary}"),
                    format!("{site}: “{code}” is not in the vocabulary {vocabulary}"),
                );
            }
        }
    }

    /// What can only be said once every site was seen.
    pub fn finish(&self, findings: &mut Findings) {
        for (site, operator) in self.operators.iter().filter(|(_, operator)| !self.sites.contains(operator)) {
            findings.add(
                AuditCode::UnknownOperator,
                site,
                format!("{site}: không có đơn vị vận hành {operator}"),
                format!("{site}: the operator {operator} does not exist"),
            );
        }
    }
}

fn units(site: SiteId, placement: &Placement, gazetteer: &Gazetteer, findings: &mut Findings) {
    let mut are_known = true;
    for unit in placement.regions().filter(|unit| gazetteer.region(*unit).is_none()) {
        are_known = false;
        findings.add(
            AuditCode::UnknownUnit,
            site,
            format!("{site}: không có đơn vị hành chính {unit}"),
            format!("{site}: there is no administrative unit {unit}"),
        );
    }
    if !are_known {
        return;
    }
    let Placement { province, commune, former_province, former_district, former_commune, .. } = *placement;
    let within = |unit: Option<RegionId>, above: Option<RegionId>| match (unit, above) {
        (Some(unit), Some(above)) => gazetteer.ancestors(unit).any(|region| region.id == above),
        _ => true,
    };
    let follows = |former: Option<RegionId>, current: Option<RegionId>| match (former, current) {
        (Some(former), Some(current)) => gazetteer.successors(former).iter().any(|step| step.successor == current),
        _ => true,
    };
    let pairs = [
        (within(commune, province), commune, province),
        (within(former_commune, former_district), former_commune, former_district),
        (within(former_commune, former_province), former_commune, former_province),
        (within(former_district, former_province), former_district, former_province),
        (follows(former_commune, commune), former_commune, commune),
        (former_commune.is_some() || follows(former_district, commune), former_district, commune),
        (follows(former_province, province), former_province, province),
    ];
    for (_, one, other) in pairs.into_iter().filter(|(agree, ..)| !agree) {
        let name = |unit: Option<RegionId>| unit.map(|unit| unit.to_string()).unwrap_or_default();
        let (one, other) = (name(one), name(other));
        findings.add(
            AuditCode::UnitsDisagree,
            site,
            format!("{site}: đơn vị {one} không thuộc hoặc không trở thành {other}"),
            format!("{site}: the unit {one} does not lie in {other} and did not become it"),
        );
    }
}
