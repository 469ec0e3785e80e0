//! Units that only a site's own point can tell: the commune of a site whose address names none, or one of several.
use super::units_and_shapes::Geography;
use crate::domain::{Placement, PositionAccuracy, RegionId, RegionLevel};

impl Geography {
    /// The placement with the units its own point tells, where the address leaves them open.
    ///
    /// What the address says stands: a point is believed only where it agrees with the units that are known. A commune told
    /// by an approximate cell is not certain.
    #[must_use]
    pub fn settle(&self, placement: Placement) -> Placement {
        let is_open = placement.commune.is_none() || placement.commune_is_certain == Some(false);
        let (true, Some(point)) = (is_open && placement.accuracy.is_some_and(PositionAccuracy::is_own_point), placement.point)
        else {
            return placement;
        };
        let located = self.shapes().locate(point);
        let (current, former) = (located.current, located.former.map(|former| former.unit));
        let former_agrees = |unit: RegionId| {
            let agrees = |known: Option<RegionId>, level| known.is_none() || known == self.above(unit, level);
            agrees(placement.former_province, RegionLevel::Province)
                && agrees(placement.former_district, RegionLevel::District)
                && agrees(placement.former_commune, RegionLevel::Commune)
        };
        let mut settled = placement.clone();
        if let Some(found) = current.filter(|found| self.may_be(&placement, found.unit)) {
            settled.commune = Some(found.unit);
            settled.commune_is_certain = Some(found.is_official);
            settled.province = placement.province.or(self.above(found.unit, RegionLevel::Province));
        }
        if let Some(unit) = former.filter(|unit| former_agrees(*unit)) {
            settled.former_commune = placement.former_commune.or(self.above(unit, RegionLevel::Commune));
            settled.former_district = placement.former_district.or(self.above(unit, RegionLevel::District));
            settled.former_province = placement.former_province.or(self.above(unit, RegionLevel::Province));
        }
        settled
    }

    /// Whether the known units leave it open that the site lies in this commune of today.
    fn may_be(&self, known: &Placement, commune: RegionId) -> bool {
        let in_province = known.province.is_none() || known.province == self.above(commune, RegionLevel::Province);
        let finest_former = known.former_commune.or(known.former_district).or(known.former_province);
        let became = |former: RegionId| {
            let steps = self.gazetteer().successors(former);
            steps.iter().any(|step| self.above(commune, step.successor.level()) == Some(step.successor))
        };
        in_province && finest_former.is_none_or(became)
    }

    /// The unit of a level that another one is or lies in.
    fn above(&self, unit: RegionId, level: RegionLevel) -> Option<RegionId> {
        let above = self.gazetteer().ancestors(unit).map(|region| region.id);
        std::iter::once(unit).chain(above).find(|id| id.level() == level)
    }
}
