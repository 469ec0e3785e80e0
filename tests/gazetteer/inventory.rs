//! The starter inventory, whose addresses are all in old names, lands where it is known to lie.

use std::collections::BTreeMap;
use std::path::Path;

use agriatlas::domain::{Address, FindingCode, PositionAccuracy, RegionId};
use agriatlas::gazetteer::{AddressResolution, Gazetteer};

fn resolved() -> Vec<(Address, AddressResolution)> {
    let gazetteer = Gazetteer::shipped().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/inventory/starter_inventory.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = |name| headers.iter().position(|header| header == name).unwrap();
    let columns = [at("legacy_province"), at("legacy_district"), at("legacy_commune")];
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let [province, district, commune] = columns.map(|column| Some(record[column].to_owned()));
            let address = Address { province, district, commune };
            let resolution = gazetteer.resolve_address(&address);
            (address, resolution)
        })
        .collect()
}

fn id(text: &str) -> Option<RegionId> {
    Some(text.parse().unwrap())
}

#[test]
fn every_site_has_a_place_and_the_counts_are_right() {
    let all = resolved();
    let mut by_accuracy = BTreeMap::new();
    for (_, resolution) in &all {
        *by_accuracy.entry(resolution.placement.accuracy).or_insert(0) += 1;
    }
    let expected = BTreeMap::from([(Some(PositionAccuracy::Commune), 219), (Some(PositionAccuracy::District), 30)]);
    assert_eq!(by_accuracy, expected);

    let count =
        |region: &str| all.iter().filter(|(_, found)| found.placement.regions().any(|unit| Some(unit) == id(region))).count();
    let counts = ["01", "08", "25", "2024-26", "2024-02", "2024-277"].map(|region| (region, count(region)));
    assert_eq!(counts, [("01", 173), ("08", 41), ("25", 35), ("2024-26", 35), ("2024-02", 41), ("2024-277", 11)]);
}

#[test]
fn the_two_odd_names_are_understood_as_they_should_be() {
    let all = resolved();
    let of =
        |name: &str| all.iter().find(|(address, _)| address.commune.as_deref() == Some(name)).map(|(_, found)| found).unwrap();

    let misspelt = of("Thị trấn Phó Bảng");
    assert_eq!(misspelt.placement.former_commune, id("2024-00712"));

    let unknown = of("Xã Tri Trung");
    assert_eq!(unknown.placement.former_commune, None);
    assert_eq!(unknown.placement.former_district, id("2024-280"));
    let [finding] = unknown.findings.as_slice() else { panic!("{:?}", unknown.findings) };
    assert_eq!(finding.code, FindingCode::PlacedAtDistrict);
    assert_eq!((finding.column.as_deref(), finding.value.as_deref()), (Some("commune"), Some("Xã Tri Trung")));
}

#[test]
fn only_what_is_doubtful_is_found() {
    let mut codes = BTreeMap::new();
    for finding in resolved().into_iter().flat_map(|(_, resolution)| resolution.findings) {
        *codes.entry(finding.code).or_insert(0) += 1;
    }
    let at_district = codes.remove(&FindingCode::PlacedAtDistrict);
    assert_eq!(at_district, Some(30));
    assert!(codes.keys().all(|code| *code == FindingCode::CommuneUncertain), "{codes:?}");
}
