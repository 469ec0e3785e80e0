//! What everybody may know of a site: the only form of a record that reaches the snapshot, and so every answer.
use std::sync::Arc;

use super::{Address, Placement, PositionAccuracy, PublicPrecision, RegionId, Sector, Site, SiteFacts};

/// A public site with the names of the units it lies in.
#[derive(Clone, Debug)]
pub struct PublicSite {
    /// The record as it may be told; its status is public.
    pub site: Site,
    /// Full name of the current province.
    pub province: Option<Arc<str>>,
    /// Full name of the current commune.
    pub commune: Option<Arc<str>>,
    /// Full name of the former province.
    pub former_province: Option<Arc<str>>,
    /// Full name of the former district.
    pub former_district: Option<Arc<str>>,
    /// Full name of the former commune.
    pub former_commune: Option<Arc<str>>,
}

impl PublicSite {
    /// The public form of a record, or `None` where the record is not public. `settle` places it by the shapes in use, `name`
    /// gives the full name of a unit.
    ///
    /// What people have not agreed to is taken out here, so that nothing made from the public form can tell it.
    pub fn publish(
        site: Site,
        settle: impl Fn(Placement) -> Placement,
        name: impl Fn(RegionId) -> Option<Arc<str>>,
    ) -> Option<Self> {
        if !site.facts.status.is_public() {
            return None;
        }
        let name = |id: Option<RegionId>| id.and_then(&name);
        let placement = generalised(settle(site.facts.placement), site.facts.privacy.precision(), settle);
        let mut public = Self {
            province: name(placement.province),
            commune: name(placement.commune),
            former_province: name(placement.former_province),
            former_district: name(placement.former_district),
            former_commune: name(placement.former_commune),
            site: Site { facts: SiteFacts { placement, ..site.facts }, ..site },
        };
        public.conceal();
        Some(public)
    }

    /// Takes out the texts that may say who it is or where exactly.
    fn conceal(&mut self) {
        let given = |name: &Option<Arc<str>>| name.as_deref().map(str::to_owned);
        if self.site.facts.privacy.conceals() {
            // What somebody wrote into an address may be more than its units.
            let address = match self.former_commune.is_some() || self.former_district.is_some() {
                true => [&self.former_province, &self.former_district, &self.former_commune].map(given),
                false => [given(&self.province), None, given(&self.commune)],
            };
            let [province, district, commune] = address;
            self.site.facts.address = Address { province, district, commune };
        }
        if self.site.facts.privacy.hides_name() {
            let place = [&self.commune, &self.former_commune, &self.former_district, &self.province].into_iter().flatten().next();
            let name = self.site.facts.sector.neutral_name(place.map(AsRef::as_ref));
            let facts = &mut self.site.facts;
            facts.name = name;
            facts.operator_id = None;
            facts.abstract_text = None;
            facts.sources = Vec::new();
        }
    }

    /// The place in the words of today, finest unit first.
    pub fn place(&self) -> String {
        [self.commune.as_deref(), self.province.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The place in the words of before 2025-07-01, finest unit first, without the province.
    pub fn former_place(&self) -> String {
        [self.former_commune.as_deref(), self.former_district.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A settled placement no more exact than that. What is placed by a larger unit already stays so.
fn generalised(settled: Placement, precision: PublicPrecision, settle: impl Fn(Placement) -> Placement) -> Placement {
    match precision {
        PublicPrecision::Exact => settled,
        PublicPrecision::Hidden => Placement { point: None, accuracy: None, ..settled },
        PublicPrecision::Commune => {
            let accuracy = match settled.accuracy {
                Some(accuracy) if accuracy.is_own_point() => Some(PositionAccuracy::Commune),
                // The recorded point of such a site may have been measured all the same.
                accuracy => accuracy,
            };
            let placed = settle(Placement { point: None, accuracy, ..settled });
            let accuracy = placed.point.and(placed.accuracy);
            Placement { accuracy, ..placed }
        }
    }
}

impl Sector {
    /// What a household of the sector is called where its name is not told.
    pub fn neutral_name(self, place: Option<&str>) -> String {
        let household = match self {
            Self::Crop => "Hộ trồng trọt",
            Self::Livestock => "Hộ chăn nuôi",
            Self::Fisheries => "Hộ nuôi trồng thủy sản",
        };
        place.map_or_else(|| household.to_owned(), |place| format!("{household} tại {place}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neutral_name_says_sector_and_place_alone() {
        assert_eq!(Sector::Livestock.neutral_name(Some("Xã Quảng Bị")), "Hộ chăn nuôi tại Xã Quảng Bị");
        assert_eq!(Sector::Crop.neutral_name(None), "Hộ trồng trọt");
    }
}
