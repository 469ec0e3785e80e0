//! What shapes add to a placement: the units that only a site's own point can tell, and centres that lie inside their units.
use super::units_and_shapes::Geography;
use crate::domain::{GeoPoint, Placement, PositionAccuracy, RegionId, RegionLevel};

impl Geography {
    /// The placement as the shapes of today tell it.
    ///
    /// A site with a point of its own gains the units its address leaves open, former ones where it was written in names of
    /// today, where the point agrees with the units that are known; a commune told by an approximate cell is not certain. Any
    /// other site stands at the middle of the finest unit that is known of it.
    #[must_use]
    pub fn settle(&self, placement: Placement) -> Placement {
        let is_open = placement.commune.is_none() || placement.commune_is_certain == Some(false);
        let is_open = is_open || placement.former_commune.is_none();
        match (placement.accuracy, placement.point) {
            (Some(accuracy), Some(point)) if accuracy.is_own_point() && is_open => self.told_by_point(placement, point),
            (Some(accuracy), _) if !accuracy.is_own_point() => self.centred(placement, accuracy),
            _ => placement,
        }
    }

    fn centred(&self, placement: Placement, accuracy: PositionAccuracy) -> Placement {
        let unit = match accuracy {
            PositionAccuracy::Commune => placement.former_commune.or(placement.commune),
            PositionAccuracy::District => placement.former_district,
            PositionAccuracy::Province => placement.former_province.or(placement.province),
            PositionAccuracy::Surveyed | PositionAccuracy::Reported => None,
        };
        let middle = unit.and_then(|unit| self.shapes().representative_point(unit));
        // The middle of a former commune that was split may lie in another commune than the one that is assumed.
        let lies_within =
            |point: GeoPoint, commune| self.shapes().locate(point).current.is_some_and(|found| found.unit == commune);
        let middle = match (middle, placement.former_commune, placement.commune) {
            (Some(point), Some(former), Some(commune)) if !lies_within(point, commune) => {
                self.shapes().point_of_both(former, commune).or(middle)
            }
            _ => middle,
        };
        Placement { point: middle.or(placement.point), ..placement }
    }

    fn told_by_point(&self, placement: Placement, point: GeoPoint) -> Placement {
        let located = self.shapes().locate(point);
        let (current, former) = (located.current, located.former.map(|former| former.unit));
        let former_agrees = |unit: RegionId| {
            let agrees = |known: Option<RegionId>, level| known.is_none() || known == self.above(unit, level);
            agrees(placement.former_province, RegionLevel::Province)
                && agrees(placement.former_district, RegionLevel::District)
                && agrees(placement.former_commune, RegionLevel::Commune)
        };
        let mut settled = placement.clone();
        let is_settled = placement.commune.is_some() && placement.commune_is_certain != Some(false);
        if let Some(found) = current.filter(|found| !is_settled && self.may_be(&placement, found.unit)) {
            settled.commune = Some(found.unit);
            settled.commune_is_certain = Some(found.is_official);
            settled.province = placement.province.or(self.above(found.unit, RegionLevel::Province));
        }
        // A border drawn roughly must not put a site into a former unit that has no part in its commune of today.
        let became_it = |unit: RegionId| {
            let commune = placement.commune.filter(|_| is_settled);
            commune.is_none_or(|commune| self.gazetteer().successors(unit).iter().any(|step| step.successor == commune))
        };
        if let Some(unit) = former.filter(|unit| former_agrees(*unit) && became_it(*unit)) {
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
