//! Whether a unit lies within another one, or shares ground with it, in its own division or across the succession.
use std::collections::BTreeSet;

use super::succession::Successions;
use super::units::Units;
use crate::domain::{Division, Extent, RegionId, RegionLevel};

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

/// The units of a level in a division that share ground with `id`, in the order of ids.
pub(super) fn overlapping(
    id: RegionId,
    division: Division,
    level: RegionLevel,
    units: &Units,
    successions: &Successions,
) -> Vec<RegionId> {
    let mut within = vec![id];
    let mut next = 0;
    while let Some(unit) = within.get(next).copied() {
        within.extend(units.children(unit).map(|child| child.id));
        next += 1;
    }
    let mut found: BTreeSet<RegionId> = units.ancestors(id).map(|region| region.id).collect();
    for unit in within {
        found.insert(unit);
        // Only the finest units: a province that was split would bring in the whole of each of its successors.
        if units.children(unit).next().is_none() {
            let after = successions.of_predecessor(unit).iter().map(|step| step.successor);
            let before = successions.of_successor(unit).iter().map(|step| step.predecessor);
            for other in after.chain(before) {
                found.insert(other);
                found.extend(units.ancestors(other).map(|region| region.id));
            }
        }
    }
    found.into_iter().filter(|unit| unit.division() == division && unit.level() == level).collect()
}

/// The unit of the other division that became or was exactly `id`.
pub(super) fn same_ground(id: RegionId, successions: &Successions) -> Option<RegionId> {
    let step = match id.division() {
        Division::Former => only(successions.of_predecessor(id))?,
        Division::Current => only(successions.of_successor(id))?,
    };
    let is_mutual =
        only(successions.of_predecessor(step.predecessor)).is_some() && only(successions.of_successor(step.successor)).is_some();
    let other = if id.division() == Division::Former { step.successor } else { step.predecessor };
    (is_mutual && step.extent == Extent::Whole).then_some(other)
}

fn only<T>(items: &[T]) -> Option<&T> {
    if let [item] = items { Some(item) } else { None }
}
