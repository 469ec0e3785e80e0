//! The names of the units a site lies in, as a layer of our own tells them in place of the address.
use super::columns::Column;
use super::file_row::FileRow;
use crate::domain::{Address, Placement, RegionId, text};
use crate::gazetteer::Gazetteer;

/// Names of units, of before and of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ToldUnits {
    former_province: Option<String>,
    former_district: Option<String>,
    former_commune: Option<String>,
    province: Option<String>,
    commune: Option<String>,
}

impl ToldUnits {
    /// What a feature tells.
    pub fn read(row: &FileRow) -> Self {
        let of = |column: Column| row.cell(column).and_then(text::tidy);
        Self {
            former_province: of(Column::Province),
            former_district: of(Column::District),
            former_commune: of(Column::Commune),
            province: of(Column::CurrentProvince),
            commune: of(Column::CurrentCommune),
        }
    }

    /// What a layer tells of a placement.
    pub fn of(placement: &Placement, gazetteer: &Gazetteer) -> Self {
        let name = |unit: Option<RegionId>| unit.and_then(|unit| gazetteer.region(unit)).map(|region| region.full_name.clone());
        Self {
            former_province: name(placement.former_province),
            former_district: name(placement.former_district),
            former_commune: name(placement.former_commune),
            province: name(placement.province),
            commune: name(placement.commune),
        }
    }

    /// The address it amounts to: in names of before where these lead to the units of today that are told, else in those.
    pub fn address(&self, gazetteer: &Gazetteer) -> Address {
        let former = Address {
            province: self.former_province.clone(),
            district: self.former_district.clone(),
            commune: self.former_commune.clone(),
        };
        let today = Address { province: self.province.clone(), district: None, commune: self.commune.clone() };
        if today == Address::default() {
            return former;
        }
        let resolved = Self::of(&gazetteer.resolve_address(&former).placement, gazetteer);
        let agrees = self.commune.is_none() || resolved.commune == self.commune;
        if agrees && former.province.is_some() { former } else { today }
    }
}
