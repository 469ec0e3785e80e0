//! Which central meridian a province uses: by circular for cadastral maps of the former provinces, and for the maps of today's.
use std::sync::LazyLock;

use super::crs::Crs;
use crate::domain::RegionId;

/// Provinces of both divisions with the 3° zone of their meridian. Source: `geodata/vn2000_meridians.csv`.
static ZONES: LazyLock<Vec<(RegionId, Crs)>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../geodata/vn2000_meridians.csv").as_bytes());
    let mut zones: Vec<(RegionId, Crs)> = Vec::new();
    for record in reader.records().flatten() {
        for (province, epsg) in [(0, 3), (4, 7)] {
            let cell = |position: usize| record.get(position).unwrap_or_default();
            let zone = cell(epsg).parse().ok().and_then(Crs::of_epsg);
            zones.extend(cell(province).parse().ok().zip(zone));
        }
    }
    zones.sort_unstable();
    zones.dedup();
    zones
});

/// The 3° zone of a province: of a former one by the list for cadastral maps (circular 26/2024/TT-BTNMT, which files still
/// follow), of a current one by circular 24/2025/TT-BNNMT. `None` for what is no province.
pub fn zone_of_province(id: RegionId) -> Option<Crs> {
    let at = ZONES.binary_search_by_key(&id, |(province, _)| *province).ok()?;
    ZONES.get(at).map(|(_, zone)| *zone)
}

/// The 3° zones that any province uses, by meridian.
pub fn zones_in_use() -> Vec<Crs> {
    Crs::all_tm3().filter(|zone| ZONES.iter().any(|(_, used)| used == zone)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Division, RegionLevel};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn every_province_of_both_divisions_has_one() {
        let gazetteer = Gazetteer::shipped().unwrap();
        let provinces: Vec<RegionId> =
            gazetteer.regions().map(|region| region.id).filter(|id| id.level() == RegionLevel::Province).collect();
        assert_eq!(provinces.len(), 97);
        assert!(provinces.iter().all(|id| zone_of_province(*id).is_some()));
        assert_eq!(ZONES.len(), 97, "one zone each");
        let is_former = |(id, _): &&(RegionId, Crs)| id.division() == Division::Former;
        assert_eq!(ZONES.iter().filter(is_former).count(), 63);
    }

    #[test]
    fn the_degrees_beside_the_codes_agree() {
        let mut reader = csv::Reader::from_reader(include_str!("../../geodata/vn2000_meridians.csv").as_bytes());
        for record in reader.records().map(Result::unwrap) {
            for (degrees, epsg) in [(2, 3), (6, 7)] {
                let zone = Crs::tm3(record[degrees].parse().unwrap());
                assert_eq!(zone, Crs::of_epsg(record[epsg].parse().unwrap()), "{record:?}");
            }
        }
    }

    #[test]
    fn a_former_province_may_differ_from_what_it_became() {
        let zone = |id: &str| zone_of_province(id.parse().unwrap()).unwrap().to_string();
        assert_eq!((zone("2024-26"), zone("25")), ("EPSG:5897".to_owned(), "EPSG:9208".to_owned()));
        assert_eq!(zone_of_province("00004".parse().unwrap()), None);
        assert_eq!(zones_in_use().len(), 17, "all but 102°");
    }
}
