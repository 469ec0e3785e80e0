//! How large a sào, a mẫu, a công and a thước are, by where the land lies.
use super::corrections::Corrections;
use super::places::Places;
use super::unit::Unit;
use crate::domain::{Address, RegionId};

/// Which measure is customary where the land lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Custom {
    /// Bắc Bộ: a sào of 360 m².
    North,
    /// Trung Bộ: a sào of 500 m².
    Centre,
    /// Tây Nguyên and Nam Bộ: a sào or công of 1,000 m², but not everywhere.
    South,
    /// Nobody said where.
    #[default]
    Unknown,
}

/// Square metres of a unit, and how certain that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LandUnit {
    pub m2: f64,
    pub certainty: f64,
}

/// Square metres of a sào in the three parts of the country, for a person to choose from.
pub(super) const SAO_M2: &[(f64, &str, &str)] = &[
    (360.0, "360 m² (Bắc Bộ)", "360 m² (the North)"),
    (500.0, "500 m² (Trung Bộ)", "500 m² (the Centre)"),
    (1_000.0, "1.000 m² (Tây Nguyên, Nam Bộ)", "1,000 m² (the Highlands, the South)"),
];

impl Custom {
    /// The custom of the province of an address, former or of today: their codes are in the order of the country.
    pub fn of(address: &Address, places: &Places<'_>) -> Self {
        let placement = &places.resolve(address).placement;
        let province = placement.former_province.or(placement.province);
        province.map_or(Self::Unknown, Self::of_province)
    }

    fn of_province(id: RegionId) -> Self {
        let code = id.to_string();
        match code.rsplit('-').next().and_then(|digits| digits.parse::<u32>().ok()) {
            Some(..38) => Self::North,
            Some(38..=60) => Self::Centre,
            Some(_) => Self::South,
            None => Self::Unknown,
        }
    }

    /// How large the unit is; `None` where somebody must say.
    pub fn size(self, unit: Unit, corrections: &Corrections) -> Option<LandUnit> {
        let name = unit.traditional()?;
        let said = |name: &str| corrections.land_unit_m2(name);
        if let Some(m2) = said(name) {
            return Some(LandUnit { m2, certainty: 1.0 });
        }
        let sao = match (said("sao"), self) {
            (Some(m2), _) => Some(LandUnit { m2, certainty: 1.0 }),
            (None, Self::North) => Some(LandUnit { m2: 360.0, certainty: 0.9 }),
            (None, Self::Centre) => Some(LandUnit { m2: 500.0, certainty: 0.85 }),
            (None, Self::South) => Some(LandUnit { m2: 1_000.0, certainty: 0.5 }),
            (None, Self::Unknown) => None,
        };
        let times = |factor: f64| sao.map(|sao| LandUnit { m2: sao.m2 * factor, ..sao });
        match unit {
            Unit::Mau => times(10.0),
            Unit::Thuoc => times(1.0 / 15.0),
            Unit::Cong if self == Self::South => Some(LandUnit { m2: 1_000.0, certainty: 0.85 }),
            Unit::Cong => None,
            _ => sao,
        }
    }
}
