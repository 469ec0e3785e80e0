//! What lies at a point: the commune of today, the former one, and how sure each answer is.
use crate::domain::RegionId;

/// The finest unit of one division at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocatedUnit {
    /// The commune; the district in the few former districts that had no communes.
    pub unit: RegionId,
    /// Whether an official boundary says so, and not an approximate cell.
    pub is_official: bool,
}

/// What lies at a point; nothing at sea and abroad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// In the division of today.
    pub current: Option<LocatedUnit>,
    /// In the division that ended on 2025-06-30.
    pub former: Option<LocatedUnit>,
}
