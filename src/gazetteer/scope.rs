//! Whether a unit lies within another one, in its own division or across the succession.
use super::succession::Successions;
use super::units::Units;
use crate::domain::{Division, RegionId, RegionLevel};

/// How a unit lies within another; the direct way comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Containment {
    /// The other unit is among its ancestors.
    Direct,
    /// Some part of it lies, or lay, in the other unit of the other division.
    BySuccession,
}

/// How `id` lies within `within`, if it does.
pub(super) fn containment(id: RegionId, within: RegionId, units: &Units, successions: &Successions) -> Option<Containment> {
    if id.division() == within.division() {
        return units.ancestors(id).any(|region| region.id == within).then_some(Containment::Direct);
    }
    let is_or_lies_in = |other: RegionId| other == within || units.ancestors(other).any(|region| region.id == within);
    let overlaps = match (id.division(), id.level()) {
        (Division::Current, RegionLevel::Commune) => {
            successions.of_successor(id).iter().any(|step| is_or_lies_in(step.predecessor))
        }
        (Division::Current, _) => false,
        // A former district has no rows of its own, but never crosses the bounds of a current province.
        (Division::Former, RegionLevel::District) if within.level() == RegionLevel::Province => units
            .province(id)
            .is_some_and(|province| successions.of_predecessor(province).iter().any(|step| step.successor == within)),
        (Division::Former, _) => successions.of_predecessor(id).iter().any(|step| is_or_lies_in(step.successor)),
    };
    overlaps.then_some(Containment::BySuccession)
}
