//! The numbers of the starter inventory under every filter.
use crate::support::{STARTER, json};

async fn matched(query: &str) -> u64 {
    json(&format!("/api/collections/sites/items?limit=1&{query}")).await["numberMatched"].as_u64().unwrap()
}

#[tokio::test]
async fn the_starter_inventory_is_all_there() {
    for (query, count) in [
        ("", 249),
        ("sector=crop", 137),
        ("sector=livestock", 80),
        ("sector=fisheries", 32),
        ("sector=crop,fisheries", 169),
        ("sector=crop&sector=fisheries", 169),
        ("kind=model", 122),
        ("kind=cooperative", 94),
        ("kind=enterprise", 33),
        ("region=01", 173),
        ("region=08", 41),
        ("region=25", 35),
        ("region=2024-26", 35),
        ("region=2024-277", 11),
        ("region=01,2024-26", 208),
        ("region=01,2024-277", 173),
        ("region=79", 0),
        ("sector=", 249),
    ] {
        assert_eq!(matched(query).await, count, "{query}");
    }
}

#[tokio::test]
async fn every_site_is_placed_and_says_how() {
    let all = json("/api/collections/sites/items?limit=10000").await;
    let features = all["features"].as_array().unwrap();
    let with = |accuracy: &str| features.iter().filter(|feature| feature["properties"]["position_accuracy"] == accuracy).count();
    assert_eq!((with("commune"), with("district"), features.len()), (219, 30, 249));
    assert!(features.iter().all(|feature| feature["geometry"]["type"] == "Point"));
    for feature in features {
        let properties = &feature["properties"];
        assert_eq!(properties.as_object().unwrap().len(), 30, "every member is there, absent facts as null");
        assert!(properties["former_district_id"].is_string() && properties["province_id"].is_string());
        let has_commune = properties["position_accuracy"] == "commune";
        assert_eq!(properties["commune_id"].is_string(), has_commune, "{feature}");
        assert_eq!(properties["commune_is_certain"].is_boolean(), has_commune, "{feature}");
    }
}

#[tokio::test]
async fn collections_are_the_kinds() {
    for (collection, count) in [("sites", 249), ("models", 122), ("cooperatives", 94), ("enterprises", 33)] {
        let answer = json(&format!("/api/collections/{collection}/items?limit=10000")).await;
        assert_eq!(answer["numberMatched"], count);
        assert_eq!(answer["features"].as_array().unwrap().len(), count);
    }
    assert_eq!(json("/api/collections/models/items?kind=cooperative").await["numberMatched"], 0);
}

#[tokio::test]
async fn words_are_found_without_tones_by_their_beginnings_and_abbreviations() {
    for (query, count) in
        [("q=dan+hoai", 1), ("q=%C4%90an+Ho%C3%A0i", 1), ("q=hoai+dan", 1), ("q=m-00001", 1), ("q=M-00001", 1), ("q=zzzz", 0)]
    {
        assert_eq!(matched(query).await, count, "{query}");
    }
    let (short, long) = (matched("q=htx").await, matched("q=hop+tac+xa").await);
    assert!((94..=long).contains(&short), "every co-operative is found by its abbreviation: {short} of {long}");
    assert_eq!(matched("q=viet+gap").await, matched("q=vietgap").await);
    assert!(matched("q=chuong+my").await >= 11, "place names are searched too, old ones included");
    assert!(matched("q=nha+mang").await >= matched("technology=greenhouse").await, "labels are searched");
}

#[tokio::test]
async fn a_box_holds_what_lies_in_it() {
    let inside = |feature: &serde_json::Value, west: f64, south: f64, east: f64, north: f64| {
        let (lon, lat) =
            (feature["geometry"]["coordinates"][0].as_f64().unwrap(), feature["geometry"]["coordinates"][1].as_f64().unwrap());
        (west..=east).contains(&lon) && (south..=north).contains(&lat)
    };
    let all = json("/api/collections/sites/items?limit=10000").await;
    let expected =
        all["features"].as_array().unwrap().iter().filter(|feature| inside(feature, 105.5, 20.8, 105.8, 21.2)).count() as u64;
    assert!(expected > 20);
    assert_eq!(matched("bbox=105.5,20.8,105.8,21.2").await, expected);
    assert_eq!(matched("bbox=105.5,20.8,0,105.8,21.2,100").await, expected);
    assert_eq!(matched("bbox=170,-10,-170,10").await, 0);
    assert_eq!(matched("bbox=100,0,-170,30").await, 249, "west beyond east crosses the antimeridian");
}

#[tokio::test]
async fn a_time_means_the_last_change() {
    assert_eq!(matched("datetime=../2026-12-31").await, 249);
    assert_eq!(matched("datetime=2027-01-01/..").await, 0);
    let first = matched("datetime=../2026-01-14").await;
    let second = matched("datetime=2026-01-15T00:00:00Z/..").await;
    assert!(first > 0 && second > 0);
    assert_eq!(first + second, 249);
    assert_eq!(matched("datetime=2026-01-02").await, matched("datetime=2026-01-02T00:00:00Z/2026-01-02T23:59:59Z").await);
}

#[tokio::test]
async fn chosen_properties_come_in_the_order_asked() {
    let answer = json("/api/collections/sites/items?limit=1&properties=sector,name").await;
    let properties = answer["features"][0]["properties"].as_object().unwrap();
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["sector", "name"]);
    assert!(answer["features"][0]["id"].is_string() && answer["features"][0]["geometry"].is_object());
}

#[test]
fn what_is_not_public_never_reaches_the_snapshot() {
    let mut sites = crate::support::starter_sites();
    sites[0].facts.status = agriatlas::domain::Status::Draft;
    sites[1].facts.status = agriatlas::domain::Status::InReview;
    sites[2].facts.status = agriatlas::domain::Status::Closed;
    let (draft, closed) = (sites[0].id, sites[2].id);
    let snapshot = crate::support::snapshot_of(sites);
    assert_eq!(snapshot.len(), 247);
    assert!(snapshot.slot(draft).is_none() && snapshot.slot(closed).is_some());
    assert_eq!(STARTER.len(), 249);
}

#[test]
fn a_site_that_nothing_places_has_no_geometry_but_is_listed() {
    let mut sites = crate::support::starter_sites();
    sites[0].facts.placement = agriatlas::domain::Placement::default();
    let id = sites[0].id;
    let snapshot = crate::support::snapshot_of(sites);
    let feature: serde_json::Value = serde_json::from_slice(snapshot.feature(snapshot.slot(id).unwrap()).unwrap()).unwrap();
    assert!(feature["geometry"].is_null() && feature["properties"]["position_accuracy"].is_null());
    assert_eq!(snapshot.select(&agriatlas::query::Filter::default()).len(), 249);
}
