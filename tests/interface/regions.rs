//! Administrative units as a collection, and what lies at a point.
use std::collections::BTreeSet;

use crate::support::{GEOGRAPHY, get};
use agriatlas::domain::{Division, RegionLevel};
use geojson::{FeatureCollection, GeoJson};

async fn collection(query: &str) -> serde_json::Value {
    let answer = get(&format!("/api/collections/regions/items?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_day_picks_its_map() {
    for (query, matched) in [
        ("level=province", 34),
        ("level=province&at=2025-07-01", 34),
        ("level=province&at=2025-06-30", 63),
        ("level=district&at=2025-06-30", 696),
        ("level=district", 0),
        ("level=commune&limit=1", 3_321),
        ("level=commune&division=former&limit=1", 10_035),
        ("limit=1", 3_355),
    ] {
        assert_eq!(collection(query).await["numberMatched"], matched, "{query}");
    }
}

#[tokio::test]
async fn every_province_is_a_valid_feature_with_its_history() {
    let answer = get("/api/collections/regions/items?level=province&limit=100&lang=en").await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let features: FeatureCollection = match answer.text().parse::<GeoJson>().unwrap() {
        GeoJson::FeatureCollection(features) => features,
        other => panic!("{other:?}"),
    };
    assert_eq!(features.features.len(), 34);
    for feature in &features.features {
        let name = feature.property("full_name").unwrap();
        assert!(feature.geometry.is_some(), "{name}");
        assert_eq!(feature.property("boundary").unwrap(), "approximate", "{name}");
        assert_eq!(feature.property("boundary_note").unwrap(), "approximate boundary", "{name}");
        assert!(!feature.property("predecessors").unwrap().as_array().unwrap().is_empty(), "{name}");
    }
    let phu_tho = collection("level=province&q=phu+tho").await;
    let former: BTreeSet<&str> = phu_tho["features"][0]["properties"]["predecessors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["full_name"].as_str().unwrap())
        .collect();
    assert_eq!(former, BTreeSet::from(["Tỉnh Hòa Bình", "Tỉnh Phú Thọ", "Tỉnh Vĩnh Phúc"]));
    assert_eq!(phu_tho["boundary_note"], "ranh giới gần đúng");
}

#[tokio::test]
async fn units_are_found_by_parent_box_and_name() {
    let communes = collection("level=commune&parent=01&limit=1000&properties=full_name").await;
    assert_eq!(communes["numberMatched"], 126);
    let district = collection("level=commune&division=former&parent=2024-277&limit=1000&properties=full_name,parent_id").await;
    let features = district["features"].as_array().unwrap();
    assert!(features.len() > 20 && features.iter().all(|feature| feature["properties"]["parent_id"] == "2024-277"));
    let members: Vec<&String> = features[0]["properties"].as_object().unwrap().keys().collect();
    assert_eq!(members, ["full_name", "parent_id"]);
    let islands = collection("level=commune&bbox=109.5,6.5,118,17.5").await;
    let names: BTreeSet<&str> =
        islands["features"].as_array().unwrap().iter().map(|f| f["properties"]["full_name"].as_str().unwrap()).collect();
    assert!(names.is_superset(&BTreeSet::from(["Đặc khu Hoàng Sa", "Đặc khu Trường Sa"])), "{names:?}");
}

#[tokio::test]
async fn pages_join_to_the_whole() {
    let whole = collection("level=province&properties=name&resolution=5000").await;
    let (mut seen, mut query) = (Vec::new(), "level=province&properties=name&resolution=5000&limit=10".to_owned());
    loop {
        let page = collection(&query).await;
        seen.extend(page["features"].as_array().unwrap().iter().map(|feature| feature["id"].clone()));
        let next = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next");
        let Some(next) = next else { break };
        query = next["href"].as_str().unwrap().split_once('?').unwrap().1.to_owned();
    }
    let all: Vec<_> = whole["features"].as_array().unwrap().iter().map(|feature| feature["id"].clone()).collect();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn a_coarse_shape_is_smaller_and_never_empty() {
    let size = async |resolution: &str| {
        let answer =
            get(&format!("/api/collections/regions/items?level=commune&parent=01&limit=500&resolution={resolution}")).await;
        let features = answer.json();
        for feature in features["features"].as_array().unwrap() {
            assert!(!feature["geometry"]["coordinates"].as_array().unwrap().is_empty(), "{}", feature["id"]);
        }
        answer.body.len()
    };
    let (full, coarse) = (size("0").await, size("1000").await);
    assert!(coarse * 5 < full * 4, "{coarse} of {full} bytes");
}

#[tokio::test]
async fn a_point_tells_its_units_in_both_divisions() {
    // The centre of the former commune Phụng Châu, Chương Mỹ, stands in the middle of its cell.
    let unit = GEOGRAPHY.gazetteer().regions().find(|unit| unit.full_name == "Xã Phụng Châu").unwrap();
    let point = GEOGRAPHY.shapes().representative_point(unit.id).unwrap();
    let located = get(&format!("/api/regions/locate?lon={}&lat={}", point.lon, point.lat)).await.json();
    assert_eq!(located["former"]["commune"]["id"], unit.id.to_string());
    assert_eq!(located["former"]["district"]["id"], "2024-277");
    assert_eq!(located["former"]["province"]["full_name"], "Thành phố Hà Nội");
    assert_eq!(located["current"]["province"]["id"], "01");
    assert_eq!(located["current"]["boundary"], "approximate");
    assert!(located["note"].as_str().unwrap().contains("gần đúng"));

    let sea = get("/api/regions/locate?lon=110&lat=14&lang=en").await.json();
    assert!(sea["current"].is_null() && sea["former"].is_null());
    assert!(sea["note"].as_str().unwrap().contains("at sea"));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    for (query, allowed) in [
        ("level=ward", "province"),
        ("at=yesterday", "2025-06-30"),
        ("at=2026-01-01&division=former", "current"),
        ("resolution=-1", "10000"),
        ("properties=population", "full_name"),
        ("parent=99", "99"),
        ("limit=0", "20000"),
        ("sector=crop", "level"),
    ] {
        let answer = get(&format!("/api/collections/regions/items?{query}&lang=en")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.text().contains(allowed), "{query}: {}", answer.text());
    }
    for query in ["", "lon=105", "lon=abc&lat=21", "lon=NaN&lat=21", "lon=105&lat=91"] {
        assert_eq!(get(&format!("/api/regions/locate?{query}")).await.status, 400, "{query}");
    }
    assert_eq!(get("/api/collections/regions/items/99").await.status, 404);
}

#[test]
fn every_unit_has_a_shape() {
    for (division, level, count) in [
        (Division::Current, RegionLevel::Province, 34),
        (Division::Current, RegionLevel::Commune, 3_321),
        (Division::Former, RegionLevel::Province, 63),
        (Division::Former, RegionLevel::District, 696),
    ] {
        let units = GEOGRAPHY.gazetteer().regions().filter(|unit| (unit.id.division(), unit.id.level()) == (division, level));
        assert_eq!(units.filter(|unit| GEOGRAPHY.shapes().get(unit.id).is_some()).count(), count, "{division} {level}");
    }
}
