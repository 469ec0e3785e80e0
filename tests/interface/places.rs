//! Regions, suggestions and vocabularies, old names and new.
use crate::support::json;

#[tokio::test]
async fn an_old_district_says_what_became_of_it() {
    let district = json("/api/regions/2024-277").await;
    assert_eq!(district["full_name"], "Huyện Chương Mỹ");
    assert_eq!(
        (district["level"].as_str(), district["division"].as_str(), district["valid_to"].as_str()),
        (Some("district"), Some("former"), Some("2025-07-01"))
    );
    assert_eq!(district["understood"], "Huyện Chương Mỹ (cũ) → 7 xã, phường");
    assert_eq!(district["successors"].as_array().unwrap().len(), 7);
    assert_eq!(district["counts"]["total"], 11);
    let by_sector: u64 = district["counts"]["sector"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(by_sector, 11);
    assert_eq!(district["parent"]["full_name"], "Thành phố Hà Nội");
}

#[tokio::test]
async fn a_new_province_says_what_it_was() {
    let province = json("/api/regions/08?lang=en").await;
    let before: Vec<_> =
        province["predecessors"].as_array().unwrap().iter().map(|unit| unit["full_name"].as_str().unwrap()).collect();
    assert_eq!(before.len(), 2);
    assert!(before.contains(&"Tỉnh Hà Giang") && before.contains(&"Tỉnh Tuyên Quang"));
    assert_eq!(json("/api/regions/2024-02").await["successors"][0]["id"], "08");
}

#[tokio::test]
async fn one_box_finds_places_terms_and_sites() {
    let first = |answer: &serde_json::Value| answer["suggestions"][0].clone();
    let district = first(&json("/api/suggest?q=chuong+my").await);
    assert_eq!((district["id"].as_str(), district["count"].as_u64()), (Some("2024-277"), Some(11)));
    assert_eq!(district["understood"], "Huyện Chương Mỹ (cũ) → 7 xã, phường");
    let term = first(&json("/api/suggest?q=nho+giot&types=term").await);
    assert_eq!(
        (term["id"].as_str(), term["parameter"].as_str(), term["label"].as_str()),
        (Some("drip_irrigation"), Some("technology"), Some("Tưới nhỏ giọt"))
    );
    let site = first(&json("/api/suggest?q=dan+hoai&types=site").await);
    assert_eq!(site["label"], "Hợp tác xã Đan Hoài");
    let mixed = json("/api/suggest?q=h&limit=12").await;
    let types: std::collections::BTreeSet<_> =
        mixed["suggestions"].as_array().unwrap().iter().map(|entry| entry["type"].as_str().unwrap().to_owned()).collect();
    assert_eq!(types.len(), 3, "{types:?}");
    assert_eq!(mixed["suggestions"].as_array().unwrap().len(), 12);
}

#[tokio::test]
async fn labels_follow_the_language_and_codes_do_not() {
    let vietnamese = json("/api/vocabularies").await;
    let english = json("/api/vocabularies?lang=en").await;
    let label = |answer: &serde_json::Value| answer["vocabularies"]["sector"][0].clone();
    assert_eq!((label(&vietnamese)["code"].as_str(), label(&vietnamese)["label"].as_str()), (Some("crop"), Some("Trồng trọt")));
    assert_eq!((label(&english)["code"].as_str(), label(&english)["label"].as_str()), (Some("crop"), Some("Crop")));
    assert_eq!(vietnamese["vocabularies"]["status"].as_array().unwrap().len(), 2, "only public states");
    assert_eq!(vietnamese["vocabularies"]["technology"].as_array().unwrap().len(), 27);
}

#[tokio::test]
async fn one_site_links_to_its_page_and_collection() {
    let site = json("/api/collections/cooperatives/items/c-00001").await;
    assert_eq!(site["properties"]["name"], "Hợp tác xã Đan Hoài");
    assert_eq!(crate::support::link(&site, "alternate"), Some("https://atlas.example.vn/ban-do/sites/c-00001"));
    assert_eq!(crate::support::get("/api/collections/models/items/c-00001").await.status, 404);
}

/// What lies at a site's point is the unit it is counted in, in both divisions.
#[tokio::test]
async fn locate_and_the_statistics_agree() {
    let sites = json("/api/collections/sites/items?limit=10000").await;
    let mut located = std::collections::BTreeMap::<(&str, String), u64>::new();
    for site in sites["features"].as_array().unwrap() {
        let (at, properties) = (&site["geometry"]["coordinates"], &site["properties"]);
        let place = json(&format!("/api/regions/locate?lon={}&lat={}", at[0], at[1])).await;
        for (division, kind, member) in [
            ("current", "commune", "commune_id"),
            ("current", "province", "province_id"),
            ("former", "province", "former_province_id"),
        ] {
            let told = &properties[member];
            if told.is_string() {
                assert_eq!(&place[division][kind]["id"], told, "{}: {member}", site["id"]);
                *located.entry((member, told.as_str().unwrap().to_owned())).or_default() += 1;
            }
        }
    }
    for (by, member) in [("commune", "commune_id"), ("province", "province_id"), ("former_province", "former_province_id")] {
        let statistics = json(&format!("/api/statistics?by={by}")).await;
        let mut counted = 0;
        for row in statistics["rows"].as_array().unwrap().iter().filter(|row| row["id"].is_string()) {
            let id = row["id"].as_str().unwrap().to_owned();
            assert_eq!(row["total"].as_u64(), located.get(&(member, id)).copied(), "{by} {row}");
            counted += row["total"].as_u64().unwrap();
        }
        assert_eq!(counted, located.iter().filter(|((name, _), _)| *name == member).map(|(_, count)| count).sum::<u64>());
    }
}
