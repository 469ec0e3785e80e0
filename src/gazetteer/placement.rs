//! What a known unit says about where a site is: its units in both divisions, its point, its accuracy.
use super::registry::Gazetteer;
use crate::domain::{Division, Extent, Placement, PositionAccuracy, RegionId, RegionLevel, Succession};

impl Gazetteer {
    /// The placement of a site of which no more is known than that it lies in this unit.
    pub(super) fn placement(&self, id: RegionId) -> Placement {
        match (id.division(), id.level()) {
            (Division::Former, RegionLevel::Commune) => self.in_former_commune(id),
            (Division::Former, RegionLevel::District) => self.in_former_district(id),
            (Division::Former, RegionLevel::Province) => {
                let placement =
                    Placement { former_province: Some(id), province: self.current_province(id), ..Placement::default() };
                self.at(id, PositionAccuracy::Province, placement)
            }
            (Division::Current, RegionLevel::Commune) => self.in_current_commune(id),
            (Division::Current, _) => {
                let former_province = only(self.successions.of_successor(id).iter().map(|step| Some(step.predecessor)));
                self.at(id, PositionAccuracy::Province, Placement { province: Some(id), former_province, ..Placement::default() })
            }
        }
    }

    fn in_former_commune(&self, id: RegionId) -> Placement {
        let steps = self.successions.of_predecessor(id);
        let current = steps.iter().find(|step| step.is_default).map(|step| step.successor);
        let placement = Placement {
            commune: current,
            commune_is_certain: current.map(|_| steps.len() == 1),
            province: current.and_then(|current| self.units.province(current)),
            former_commune: Some(id),
            former_district: self.units.parent(id),
            former_province: self.units.province(id),
            ..Placement::default()
        };
        self.at(id, PositionAccuracy::Commune, placement)
    }

    fn in_former_district(&self, id: RegionId) -> Placement {
        let former = Placement { former_district: Some(id), former_province: self.units.province(id), ..Placement::default() };
        // A district that wholly became one commune, as the islands did, makes that commune sure.
        if let [Succession { successor, extent: Extent::Whole, .. }] = self.successors(id).as_slice() {
            let placement = Placement {
                commune: Some(*successor),
                commune_is_certain: Some(true),
                province: self.units.province(*successor),
                ..former
            };
            return self.at(*successor, PositionAccuracy::Commune, placement);
        }
        let province = self.units.province(id).and_then(|province| self.current_province(province));
        self.at(id, PositionAccuracy::District, Placement { province, ..former })
    }

    fn in_current_commune(&self, id: RegionId) -> Placement {
        let steps = self.successions.of_successor(id);
        let former = || steps.iter().map(|step| step.predecessor);
        let district = |id: RegionId| if id.level() == RegionLevel::District { Some(id) } else { self.units.parent(id) };
        let former_commune = match steps {
            [step] if step.extent == Extent::Whole && step.predecessor.level() == RegionLevel::Commune => Some(step.predecessor),
            _ => None,
        };
        let placement = Placement {
            commune: Some(id),
            commune_is_certain: Some(true),
            province: self.units.parent(id),
            former_commune,
            former_district: only(former().map(district)),
            former_province: only(former().map(|id| self.units.province(id))),
            ..Placement::default()
        };
        self.at(id, PositionAccuracy::Commune, placement)
    }

    fn at(&self, unit: RegionId, accuracy: PositionAccuracy, placement: Placement) -> Placement {
        let point = self.region(unit).map(|region| region.centre);
        Placement { point, accuracy: point.map(|_| accuracy), ..placement }
    }

    /// The current province a former one went to.
    pub(super) fn current_province(&self, former: RegionId) -> Option<RegionId> {
        self.successions.of_predecessor(former).iter().find(|step| step.is_default).map(|step| step.successor)
    }
}

/// The one value that all are, if they are.
fn only(mut values: impl Iterator<Item = Option<RegionId>>) -> Option<RegionId> {
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}
