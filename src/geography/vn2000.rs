//! The VN-2000 coordinates shown beside WGS 84: the 3° zone of a province, northing and easting to the millimetre.
use serde::Serialize;

use super::crs::Crs;
use super::meridians::zone_of_province;
use crate::domain::{Division, GeoPoint, Placement, RegionId};

/// A position in the 3° zone of a province, as answers and pages show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Vn2000 {
    /// EPSG code of the zone.
    pub epsg: u16,
    /// Its name.
    pub name: String,
    /// Its central meridian in degrees.
    pub central_meridian_deg: f64,
    /// X of Vietnamese tables: metres north of the equator, 3 decimals.
    pub x_north_m: f64,
    /// Y of Vietnamese tables: metres east, 500,000 on the central meridian, 3 decimals.
    pub y_east_m: f64,
    /// Whose meridian it is: `former_province` (the list for cadastral maps) or `current_province`.
    pub basis: &'static str,
}

impl Vn2000 {
    /// A point in the zone of a province of either division; `None` where the unit is no province or the point far away.
    pub fn in_zone_of(province: RegionId, point: GeoPoint) -> Option<Self> {
        let zone = zone_of_province(province)?;
        let position = zone.of_wgs84(point)?;
        let millimetres = |metres: f64| (metres * 1_000.0).round() / 1_000.0;
        Some(Self {
            epsg: zone.epsg()?,
            name: zone.name(),
            central_meridian_deg: zone.central_meridian_deg()?,
            x_north_m: millimetres(position.north),
            y_east_m: millimetres(position.east),
            basis: match province.division() {
                Division::Former => "former_province",
                Division::Current => "current_province",
            },
        })
    }

    /// Where a site is, in the zone of its former province, or else of its current one.
    pub fn of_placement(placement: &Placement) -> Option<Self> {
        Self::in_zone_of(placement.former_province.or(placement.province)?, placement.point?)
    }

    /// A point in the zones of what lies there: of the former province, then of the current one where it differs.
    pub fn all_at(point: GeoPoint, former_province: Option<RegionId>, province: Option<RegionId>) -> Vec<Self> {
        let provinces = [former_province, province].into_iter().flatten();
        let mut all: Vec<Self> = provinces.filter_map(|province| Self::in_zone_of(province, point)).collect();
        all.dedup_by_key(|place| place.epsg);
        all
    }

    /// The zone.
    pub fn crs(&self) -> Option<Crs> {
        Crs::of_epsg(u32::from(self.epsg))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_former_province_comes_first() {
        let point = GeoPoint { lon: 105.6, lat: 21.31 };
        let mut placement = Placement { point: Some(point), province: "25".parse().ok(), ..Placement::default() };
        let today = Vn2000::of_placement(&placement).unwrap();
        assert_eq!((today.epsg, today.basis, today.y_east_m), (9208, "current_province", 587_988.306));
        placement.former_province = "2024-26".parse().ok();
        let former = Vn2000::of_placement(&placement).unwrap();
        assert_eq!((former.epsg, former.basis), (5897, "former_province"));
        assert_eq!((former.x_north_m, former.y_east_m), (2_357_390.450, 562_050.974));
        assert_eq!(Vn2000::of_placement(&Placement { point: None, ..placement }), None);
    }
}
