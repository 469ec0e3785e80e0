//! When two records mean the same site: the same kind, the same name without tones, in the same unit.
use crate::domain::{Placement, RegionId, SiteKind, text};

/// What makes a site the same across imports that carry no identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    kind: SiteKind,
    name: String,
    units: [Option<RegionId>; 3],
}

impl Identity {
    pub(super) fn new(kind: SiteKind, name: &str, placement: &Placement) -> Self {
        let units = [
            placement.former_province.or(placement.province),
            placement.former_district,
            placement.former_commune.or(placement.commune),
        ];
        Self { kind, name: text::fold(name), units }
    }
}
