//! From an address as it was written to the place it means, with what could not be understood as findings.
use super::address_parts::{Column, Part, Parts};
use super::names::{NameScope, Rank, Search};
use super::registry::Gazetteer;
use super::spelling::{Likeness, Spelling};
use super::wording::no_address;
use crate::domain::{Address, Division, Finding, FindingCode, Message, Placement, RegionId, RegionLevel, Severity};

/// Where an address is, and what could not be understood of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressResolution {
    /// The units, the point and its accuracy; empty where not even a province is known.
    pub placement: Placement,
    /// What somebody should look at; `Refused` only where not even a province is known.
    pub findings: Vec<Finding>,
}

impl Gazetteer {
    /// Where an address is, its names old or new, mixed or all in one field.
    ///
    /// The former units that were named are kept and the current ones gained; what is unknown or ambiguous falls back to
    /// the next coarser unit with a warning.
    pub fn resolve_address(&self, address: &Address) -> AddressResolution {
        let parts = Parts::of(address, self);
        let written = [&parts.province, &parts.district, &parts.commune];
        let accents_meant = written.into_iter().flatten().any(|part| Spelling::of(&part.text).has_marks());
        let mut reader = Reader { gazetteer: self, address, accents_meant, findings: Vec::new() };
        let placement = reader.place(parts);
        reader.settle(&placement);
        AddressResolution { placement, findings: reader.findings }
    }
}

/// The province an address names.
#[derive(Clone, Copy)]
struct Province {
    current: RegionId,
    /// The former province of that name.
    former: Option<RegionId>,
    /// Whether it is sure that the former one is meant and not a larger current one of the same name.
    former_is_sure: bool,
}

impl Province {
    /// Where to look, the narrower first.
    fn scopes(self) -> Vec<Option<RegionId>> {
        self.former.into_iter().chain([self.current]).map(Some).collect()
    }

    /// The unit that was surely meant.
    fn unit(self) -> RegionId {
        self.former.filter(|_| self.former_is_sure).unwrap_or(self.current)
    }
}

type Found = (Rank, Vec<RegionId>);

struct Reader<'a> {
    gazetteer: &'a Gazetteer,
    address: &'a Address,
    accents_meant: bool,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn place(&mut self, mut parts: Parts) -> Placement {
        let province = parts.province.take().and_then(|part| self.province(&part));
        let districts = match parts.district.take() {
            None => Vec::new(),
            Some(part) => {
                let found = self.districts(&part, province, parts.commune.is_some());
                if found.is_empty() && parts.commune.is_none() {
                    // A new-style address has no district, and its commune may stand in the district's field.
                    parts.commune = Some(part);
                } else if found.is_empty() {
                    let message = self.gazetteer.says_unknown(&part.text, province.map(Province::unit));
                    self.warn(FindingCode::UnknownPlace, &part, message);
                }
                found
            }
        };
        let commune = parts.commune.as_ref().and_then(|part| self.commune(part, province, &districts));
        match commune {
            Some(found) => self.at_commune(found, province, &districts, parts.commune.as_ref()),
            None => self.at_coarser(province, &districts, parts.commune.as_ref()),
        }
    }

    fn search(&self, text: &str, level: RegionLevel, within: Option<RegionId>, prefer: Option<Division>) -> Option<Found> {
        let scope = NameScope { within, level: Some(level), division: None };
        self.gazetteer.search(Search { text, scope, accents_meant: self.accents_meant, prefer })
    }

    fn province(&mut self, part: &Part) -> Option<Province> {
        let gazetteer = self.gazetteer;
        let Some((_, ids)) = self.search(&part.text, RegionLevel::Province, None, None) else {
            self.warn(FindingCode::UnknownPlace, part, gazetteer.says_unknown(&part.text, None));
            return None;
        };
        let current_of =
            |id: RegionId| if id.division() == Division::Current { Some(id) } else { gazetteer.current_province(id) };
        let mut currents: Vec<RegionId> = ids.iter().filter_map(|id| current_of(*id)).collect();
        currents.sort_unstable();
        currents.dedup();
        let [current] = currents.as_slice() else {
            self.warn(FindingCode::AmbiguousPlace, part, gazetteer.says_ambiguous(&part.text, &ids));
            return None;
        };
        let predecessors = gazetteer.successions.of_successor(*current);
        let name_of = |id: RegionId| gazetteer.region(id).map(|region| region.name.as_str());
        let namesake = predecessors.iter().map(|step| step.predecessor).find(|id| name_of(*id) == name_of(*current));
        let former = ids.iter().copied().find(|id| id.division() == Division::Former).or(namesake);
        let former_is_sure = former.is_some() && (former != namesake || predecessors.len() == 1);
        Some(Province { current: *current, former, former_is_sure })
    }

    /// The districts the name may stand for; several where the commune has to decide. Where the field may hold the
    /// commune instead, “Xã Đan Phượng” is not Huyện Đan Phượng.
    fn districts(&mut self, part: &Part, province: Option<Province>, any_type: bool) -> Vec<RegionId> {
        let scopes = province.map_or_else(|| vec![None], Province::scopes);
        let found = scopes.into_iter().find_map(|within| self.search(&part.text, RegionLevel::District, within, None));
        let ids = found.filter(|(rank, _)| any_type || !rank.contradicts_type).map(|(_, ids)| ids).unwrap_or_default();
        if let (Some(province), [only]) = (province, ids.as_slice())
            && province.former_is_sure
            && self.gazetteer.units.province(*only) != province.former
        {
            let message = self.gazetteer.says_elsewhere(&part.text, province.unit(), *only);
            self.warn(FindingCode::UnknownPlace, part, message);
        }
        ids
    }

    /// The commune, or why there is none as a finding.
    fn commune(&mut self, part: &Part, province: Option<Province>, districts: &[RegionId]) -> Option<RegionId> {
        let near = if districts.is_empty() {
            // Without a district the address is most likely a new one.
            let scopes = match province {
                Some(province) if province.former_is_sure => province.scopes(),
                Some(province) => vec![Some(province.current)],
                None => vec![None],
            };
            scopes.into_iter().find_map(|within| self.search(&part.text, RegionLevel::Commune, within, Some(Division::Current)))
        } else {
            let each =
                districts.iter().filter_map(|district| self.search(&part.text, RegionLevel::Commune, Some(*district), None));
            each.reduce(better)
        };
        match near {
            Some((_, ids)) => self.only_commune(part, ids),
            None => self.commune_elsewhere(part, province, districts),
        }
    }

    fn only_commune(&mut self, part: &Part, ids: Vec<RegionId>) -> Option<RegionId> {
        if let [only] = ids.as_slice() {
            return Some(*only);
        }
        self.warn(FindingCode::AmbiguousPlace, part, self.gazetteer.says_ambiguous(&part.text, &ids));
        // Namesakes that all went to one current commune leave that one certain.
        let mut currents = ids.iter().flat_map(|id| match id.division() {
            Division::Current => vec![*id],
            Division::Former => self.gazetteer.successors(*id).iter().map(|step| step.successor).collect(),
        });
        let first = currents.next()?;
        currents.all(|id| id == first).then_some(first)
    }

    /// A commune that is not in its district, but written so well that the one of that name in the province is meant.
    fn commune_elsewhere(&mut self, part: &Part, province: Option<Province>, districts: &[RegionId]) -> Option<RegionId> {
        let (province, given) = (province?, districts.first()?);
        let least = if self.accents_meant { Likeness::Joined } else { Likeness::TonelessJoined };
        let found = province.scopes().into_iter().find_map(|within| {
            let found = self.search(&part.text, RegionLevel::Commune, within, None);
            found.filter(|(rank, ids)| rank.likeness <= least && !rank.contradicts_type && ids.len() == 1)
        });
        let id = *found?.1.first()?;
        self.warn(FindingCode::UnknownPlace, part, self.gazetteer.says_elsewhere(&part.text, *given, id));
        Some(id)
    }

    fn at_commune(&mut self, id: RegionId, province: Option<Province>, districts: &[RegionId], part: Option<&Part>) -> Placement {
        let gazetteer = self.gazetteer;
        let mut placement = gazetteer.placement(id);
        if id.division() == Division::Current {
            let steps = gazetteer.successions.of_successor(id);
            let lay_in = |unit: RegionId| {
                steps
                    .iter()
                    .any(|step| step.predecessor == unit || gazetteer.ancestors(step.predecessor).any(|above| above.id == unit))
            };
            let holding: Vec<RegionId> = districts.iter().copied().filter(|district| lay_in(*district)).collect();
            if let [district] = holding.as_slice() {
                placement.former_district = Some(*district);
                placement.former_province = gazetteer.units.province(*district);
            }
            if let Some(former) = province.filter(|province| province.former_is_sure).and_then(|province| province.former)
                && placement.former_province.is_none()
                && lay_in(former)
            {
                placement.former_province = Some(former);
            }
        }
        if let (Some(false), Some(part)) = (placement.commune_is_certain, part) {
            let candidates: Vec<RegionId> = gazetteer.successors(id).iter().map(|step| step.successor).collect();
            self.warn(FindingCode::CommuneUncertain, part, gazetteer.says_split(id, &candidates));
        }
        placement
    }

    /// Places the site where no single commune is known.
    fn at_coarser(&mut self, province: Option<Province>, districts: &[RegionId], commune: Option<&Part>) -> Placement {
        let gazetteer = self.gazetteer;
        let unexplained = self.findings.iter().all(|finding| finding.column.as_deref() != commune.map(|part| part.column.name()));
        let name = commune.map_or("", |part| part.text.as_str());
        let cell = commune.cloned().unwrap_or(Part { column: Column::Commune, text: String::new() });
        match (districts, province) {
            ([district], _) => {
                let placement = gazetteer.placement(*district);
                if placement.commune.is_none() && unexplained {
                    self.warn(FindingCode::PlacedAtDistrict, &cell, gazetteer.says_placed_at(name, *district));
                } else if commune.is_some() && unexplained {
                    self.warn(FindingCode::UnknownPlace, &cell, gazetteer.says_unknown(name, Some(*district)));
                }
                placement
            }
            ([first, ..], _) => {
                let cell = Part { column: Column::District, text: String::new() };
                let name = cell.column.value(self.address);
                self.warn(FindingCode::AmbiguousPlace, &cell, gazetteer.says_ambiguous(name, districts));
                let province_of = |id: RegionId| gazetteer.units.province(id);
                let shared = province_of(*first).filter(|shared| districts.iter().all(|id| province_of(*id) == Some(*shared)));
                province.map(Province::unit).or(shared).map(|id| gazetteer.placement(id)).unwrap_or_default()
            }
            ([], Some(province)) => {
                if unexplained {
                    self.warn(FindingCode::PlacedAtProvince, &cell, gazetteer.says_placed_at(name, province.unit()));
                }
                gazetteer.placement(province.unit())
            }
            ([], None) => {
                if commune.is_some() && unexplained {
                    self.warn(FindingCode::UnknownPlace, &cell, gazetteer.says_unknown(name, None));
                }
                Placement::default()
            }
        }
    }

    fn warn(&mut self, code: FindingCode, part: &Part, message: Message) {
        let finding = Finding::warning(code, message).at(part.column.name(), part.column.value(self.address));
        self.findings.push(finding);
    }

    /// Without even a province nothing can be counted anywhere, so the row is refused.
    fn settle(&mut self, placement: &Placement) {
        if placement.province.is_some() {
            return;
        }
        if self.findings.is_empty() {
            self.findings.push(Finding::refused(FindingCode::UnknownPlace, no_address()).at(Column::Province.name(), ""));
        }
        for finding in &mut self.findings {
            finding.severity = Severity::Refused;
        }
    }
}

/// The better of two finds, or both where they are equally good.
fn better(a: Found, b: Found) -> Found {
    match a.0.cmp(&b.0) {
        std::cmp::Ordering::Less => a,
        std::cmp::Ordering::Greater => b,
        std::cmp::Ordering::Equal => {
            let mut ids = [a.1, b.1].concat();
            ids.sort_unstable();
            ids.dedup();
            (a.0, ids)
        }
    }
}
