//! An administrative unit, and what became of the former ones.
use jiff::civil::Date;

use super::code_enum::code_enum;
use super::{BoundingBox, GeoPoint, RegionId};

/// An administrative unit of Vietnam, current or former. Source: `geodata/admin_units.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Identifier; says division and level.
    pub id: RegionId,
    /// The type word in Vietnamese: Tỉnh, Thành phố, Quận, Huyện, Thị xã, Xã, Phường, Thị trấn, Đặc khu.
    pub type_word: String,
    /// The name without its type word.
    pub name: String,
    /// The name with its type word.
    pub full_name: String,
    /// The unit it belongs to; `None` for provinces.
    pub parent: Option<RegionId>,
    /// Its centre.
    pub centre: GeoPoint,
    /// Its box, where known.
    pub bbox: Option<BoundingBox>,
    /// Its area in square kilometres, where known.
    pub area_km2: Option<f64>,
    /// First day of validity, where known.
    pub valid_from: Option<Date>,
    /// The day it ceased to exist (exclusive); `None` while it exists.
    pub valid_to: Option<Date>,
}

code_enum! {
    /// How much of a former unit went to a successor.
    Extent {
        /// All of it.
        Whole => "whole",
        /// A part.
        Part => "part",
    }
}

/// One step of succession: a former unit and one current unit it went to. Source: `geodata/admin_succession.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The former unit.
    pub predecessor: RegionId,
    /// The current unit.
    pub successor: RegionId,
    /// Whether all of the former unit went there.
    pub extent: Extent,
    /// Whether this is the successor to assume where nothing better is known; one per former unit.
    pub is_default: bool,
}
