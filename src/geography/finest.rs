//! Which units are made of nothing smaller, and so tell what lies at a point.
use crate::domain::{RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;

/// Communes, and the former districts that had none.
pub(super) fn is_finest(id: RegionId, gazetteer: &Gazetteer) -> bool {
    match id.level() {
        RegionLevel::Province => false,
        RegionLevel::District => gazetteer.children(id).next().is_none(),
        RegionLevel::Commune => true,
    }
}
