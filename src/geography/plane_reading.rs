//! Plane coordinates as a file has them, and which central meridian puts them where the file says they are.
use super::border_distance::km_outside;
use super::crs::{Crs, EastNorth};
use super::meridians::{zone_of_province, zones_in_use};
use super::shapes::Shapes;
use crate::domain::{Placement, RegionId, VIETNAM};

/// Plane coordinates and the zone they were read in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneReading {
    /// The zone.
    pub crs: Crs,
    /// Easting and northing in metres.
    pub position: EastNorth,
}

impl PlaneReading {
    /// Another zone that puts the numbers into the declared units or within so many kilometres of them: the nearest; of
    /// equals that of the site's own provinces, then a 3° zone, then a 6° one.
    pub fn better_zone(&self, declared: &[RegionId], placement: &Placement, shapes: &Shapes, fit_km: f64) -> Option<Crs> {
        let own = [placement.former_province, placement.province].into_iter().flatten().filter_map(zone_of_province);
        let mut zones: Vec<Crs> = own.collect();
        zones.extend(zones_in_use());
        zones.extend([Crs::UTM_48N, Crs::UTM_49N]);
        let distances = zones.into_iter().filter(|zone| *zone != self.crs && self.crs.is_zone()).filter_map(|zone| {
            let point = zone.to_wgs84(self.position).filter(|point| VIETNAM.contains(*point))?;
            let km = declared.iter().filter_map(|id| km_outside(shapes, point, *id)).min_by(f64::total_cmp)?;
            (km <= fit_km).then_some((km, zone))
        });
        // `min_by` takes the first of equals.
        distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, zone)| zone)
    }
}
