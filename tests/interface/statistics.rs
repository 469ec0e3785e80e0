//! Statistics: counts that sum to the total in both divisions, beside every reported total and indicator.
use crate::support;
use crate::support::{get, get_with, json};

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

fn row<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["rows"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no row {id} in {answer}"))
}

fn rows(answer: &Value) -> &Vec<Value> {
    answer["rows"].as_array().unwrap()
}

async fn matched(filter: &str) -> u64 {
    json(&format!("/api/collections/sites/items?limit=1&{filter}")).await["numberMatched"].as_u64().unwrap()
}

#[tokio::test]
async fn contradictory_totals_of_ha_noi_stand_side_by_side_newest_first() {
    let answer = json("/api/statistics?by=province").await;
    let hanoi = row(&answer, "01");
    assert_eq!((&hanoi["label"], &hanoi["total"]), (&json!("Thành phố Hà Nội"), &json!(173)));
    let models: Vec<_> = hanoi["reported"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|total| total["kind"] == "model" && total["sector"].is_null())
        .map(|total| (total["as_of"].as_str().unwrap(), total["count"].as_u64().unwrap(), total["is_latest"].as_bool().unwrap()))
        .collect();
    let expected = [("2025", 406, true), ("2024", 393, false), ("2022", 164, false), ("2018-12-31", 126, false)];
    assert_eq!(models, [expected.as_slice(), &[("2017-12-31", 105, false)]].concat());
    assert_eq!(hanoi["reported"].as_array().unwrap().len(), 15, "every row of the file about Hà Nội");

    let ours = matched("region=01&kind=model").await;
    assert_eq!(hanoi["kind"]["model"], ours);
    let ratio = (ours as f64 / 406.0 * 1e4).round() / 1e4;
    let coverage = json!({"kind": "model", "sector": null, "as_of": "2025", "ours": ours, "reported": 406, "ratio": ratio});
    assert_eq!(hanoi["coverage"], coverage);
    let newest = &hanoi["reported"][0];
    assert_eq!((&newest["source_url"], &newest["source_kind"]), (&json!("https://agrimate.vn/post/11399"), &json!("press")));
    let paper = hanoi["reported"].as_array().unwrap().iter().find(|total| total["count"] == 393).unwrap();
    assert_eq!((&paper["source_url"], &paper["source"]), (&Value::Null, &json!("Báo Phụ nữ Thủ đô (PNTĐ)")));
    let cooperatives = hanoi["reported"].as_array().unwrap().iter().find(|total| total["kind"] == "cooperative").unwrap();
    assert_eq!((&cooperatives["count"], &cooperatives["is_latest"]), (&json!(68), &json!(true)), "latest of its own kind");
    assert_eq!(cooperatives["ours"], matched("region=01&kind=cooperative").await);

    let indicators = hanoi["indicators"].as_array().unwrap();
    assert_eq!(indicators.len(), 8);
    let share = json!({"indicator": "high_tech_share_of_agricultural_output",
        "label": "Tỷ lệ sản phẩm nông nghiệp ứng dụng công nghệ cao", "unit": "percent", "sector": null, "as_of": "2022", "actual": 35.0, "target": null});
    assert!(indicators.contains(&share), "{indicators:#?}");
}

#[tokio::test]
async fn coverage_follows_the_kind_and_sector_asked_for() {
    let coverage = async |filter: &str| {
        let answer = json(&format!("/api/statistics?by=province&{filter}")).await;
        row(&answer, "01")["coverage"].clone()
    };
    let crop = coverage("sector=crop").await;
    assert_eq!((&crop["sector"], &crop["reported"]), (&json!("crop"), &json!(262)));
    assert_eq!(crop["ours"], matched("region=01&kind=model&sector=crop").await);
    let cooperatives = coverage("kind=cooperative").await;
    assert_eq!((&cooperatives["reported"], &cooperatives["as_of"]), (&json!(68), &json!("2024")));
    assert_eq!(coverage("kind=enterprise").await["reported"], 406, "nothing reported of enterprises: models stand in");
    // A condition that no report knows must not make us look worse than we are.
    assert_eq!(coverage("technology=greenhouse").await, coverage("").await);
}

#[tokio::test]
async fn former_districts_have_their_own_totals_also_without_a_site() {
    let answer = json("/api/statistics?by=former_district").await;
    for (id, count, as_of) in [("2024-250", 18, "2018"), ("2024-018", 17, "2018"), ("2024-279", 14, "2020-04")] {
        let district = row(&answer, id);
        assert_eq!((&district["coverage"]["reported"], &district["coverage"]["as_of"]), (&json!(count), &json!(as_of)));
        assert_eq!(district["parent"], "Thành phố Hà Nội");
        assert_eq!(district["coverage"]["ours"], matched(&format!("region={id}&kind=model")).await);
    }
    assert_eq!(row(&answer, "2024-280")["coverage"], Value::Null, "a total of crops alone is not told as that of all");
    assert_eq!(row(&answer, "2024-280")["reported"][0]["count"], 27);
    assert_eq!(row(&answer, "2024-271")["coverage"]["kind"], "cooperative");
    assert_eq!(answer["division"], "former");
    // In Vĩnh Phúc none of these has a site, and none of them belongs there.
    let elsewhere = json("/api/statistics?by=former_district&region=2024-26").await;
    assert!(rows(&elsewhere).iter().all(|row| row["parent"] == "Tỉnh Vĩnh Phúc"));
    let none = json("/api/statistics?by=former_district&region=01&q=khongcogica").await;
    assert_eq!((&none["total"]["total"], rows(&none).len()), (&json!(0), 7), "no site, but seven districts with reports");
}

#[tokio::test]
async fn the_division_can_be_named() {
    let before = json("/api/statistics?by=province&division=former&zeros=true").await;
    assert_eq!((rows(&before).len(), &before["division"]), (63, &json!("former")));
    assert!(rows(&before).iter().all(|row| row["id"].as_str().unwrap().starts_with("2024-")));
    let hanoi = row(&before, "2024-01");
    assert_eq!((&hanoi["coverage"]["reported"], &hanoi["total"]), (&json!(406), &json!(173)), "Hà Nội kept its ground");
    assert_eq!((&row(&before, "2024-02")["total"], &row(&before, "2024-26")["total"]), (&json!(41), &json!(35)));
    let after = json("/api/statistics?by=province&division=current&zeros=true").await;
    assert_eq!(after["rows"], json("/api/statistics?by=province&zeros=true").await["rows"], "today's is the default");
    assert_eq!((rows(&after).len(), &after["division"]), (34, &json!("current")));
    for (query, count) in [
        ("by=commune", 3_321),
        ("by=former_district", 696),
        ("by=former_province", 63),
        ("by=former_commune", 10_035),
        ("by=commune&division=former", 10_035),
        ("by=sector", 3),
        ("by=commune&region=01", 126),
        ("by=commune&region=2024-277", 7),
        ("by=former_district&region=01", 30),
        ("by=province&region=2024-02,2024-277", 2),
    ] {
        let answer = json(&format!("/api/statistics?{query}&zeros=true")).await;
        assert_eq!(rows(&answer).iter().filter(|row| !row["id"].is_null()).count(), count, "{query}");
    }
    let names: Vec<&str> = rows(&after).iter().map(|row| row["label"].as_str().unwrap()).collect();
    assert_eq!((names[0], names[33]), ("Tỉnh An Giang", "Tỉnh Vĩnh Long"), "in the order of their names: {names:?}");
    let place = |name: &str| names.iter().position(|label| label.ends_with(name)).unwrap();
    assert!(place("Cà Mau") < place("Cao Bằng") && place("Cao Bằng") < place("Cần Thơ"), "a before â: {names:?}");
    assert!(place("Đà Nẵng") > place("Cần Thơ") && place("Đà Nẵng") < place("Hà Nội"), "đ after c and d, before h: {names:?}");
}

fn filters() -> impl Strategy<Value = BTreeMap<&'static str, String>> {
    let some = |name: &'static str, values: Vec<&'static str>| {
        prop::option::weighted(0.3, prop::sample::subsequence(values.clone(), 1..=values.len().min(3)))
            .prop_map(move |chosen| chosen.map(|values| (name, values.join(","))))
    };
    (
        some("sector", vec!["crop", "livestock", "fisheries"]),
        some("kind", vec!["model", "cooperative", "enterprise"]),
        some("technology", vec!["greenhouse", "organic", "ras", "closed_barn", "iot_sensors"]),
        some("region", vec!["01", "08", "25", "2024-26", "2024-02", "2024-277", "2024-271", "10015"]),
        some("q", vec!["htx", "rau", "ha noi"]),
        prop::option::weighted(0.2, Just("105,20,106,22")).prop_map(|area| area.map(|area| ("bbox", area.to_owned()))),
        prop::option::weighted(0.3, Just("true")).prop_map(|zeros| zeros.map(|zeros| ("zeros", zeros.to_owned()))),
    )
        .prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].into_iter().flatten().collect())
}

fn query(pairs: &BTreeMap<&str, String>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[test]
fn rows_sum_to_the_total_under_any_filter_in_units_of_either_division() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 80, ..Config::default() });
    let keys = ["province", "commune", "former_province", "former_district", "former_commune", "sector", "established_year"];
    runner
        .run(&(filters(), prop::sample::select(keys.to_vec())), |(filter, by)| {
            runtime.block_on(hold(&filter, by));
            Ok(())
        })
        .unwrap();
}

async fn hold(filter: &BTreeMap<&'static str, String>, by: &str) {
    let answer = json(&format!("/api/statistics?by={by}&{}", query(filter))).await;
    let mut plain = filter.clone();
    plain.remove("zeros");
    let total = &answer["total"];
    assert_eq!(total["total"], matched(&query(&plain)).await, "{by} {filter:?}");
    assert_eq!(answer["numberMatched"], total["total"]);
    let sum = |pointer: &str| -> f64 { rows(&answer).iter().map(|row| row.pointer(pointer).unwrap().as_f64().unwrap()).sum() };
    for pointer in [
        "/total",
        "/sector/crop",
        "/sector/livestock",
        "/sector/fisheries",
        "/kind/model",
        "/kind/cooperative",
        "/kind/enterprise",
        "/area_known",
        "/area_ha",
    ] {
        let expected = total.pointer(pointer).unwrap().as_f64().unwrap();
        assert!((sum(pointer) - expected).abs() < 0.01, "{by} {filter:?} {pointer}: {} of {expected}", sum(pointer));
    }
    // Each row is what choosing its unit gives, by the way of the list; the regions of the filter must not widen it.
    if !plain.contains_key("region") && by != "established_year" {
        let parameter = if by == "sector" { "sector" } else { "region" };
        for row in rows(&answer).iter().filter(|row| !row["id"].is_null()).take(4) {
            let mut chosen = plain.clone();
            chosen.insert(parameter, row["id"].as_str().unwrap().to_owned());
            let is_excluded = by == "sector" && row["total"] == 0;
            assert!(is_excluded || row["total"] == matched(&query(&chosen)).await, "{by} {filter:?} {row}");
        }
    }
    if !filter.contains_key("zeros") {
        assert!(rows(&answer).iter().all(|row| row["total"] != 0 || row["reported"] != json!([])));
    }
}

#[tokio::test]
async fn a_site_counts_for_each_of_its_technologies_and_the_note_says_so() {
    let answer = json("/api/statistics?by=technology").await;
    assert!(answer["note"].as_str().unwrap().contains("nhiều công nghệ"));
    for row in rows(&answer).iter().filter(|row| !row["id"].is_null()) {
        assert_eq!(row["total"], matched(&format!("technology={}", row["id"].as_str().unwrap())).await, "{row}");
    }
    let with_some = support::starter_sites().iter().filter(|site| !site.facts.technologies.is_empty()).count();
    let unknown = rows(&answer).last().unwrap();
    assert_eq!((&unknown["id"], &unknown["label"]), (&Value::Null, &json!("Không rõ")));
    assert_eq!(unknown["total"], 249 - with_some as u64);
    assert!(json("/api/statistics?by=sector").await["note"].is_null());
}

#[tokio::test]
async fn sectors_and_years_are_counted_beside_what_was_reported_for_the_region() {
    let answer = json("/api/statistics?by=sector&region=01").await;
    let crop = row(&answer, "crop");
    assert_eq!((&crop["label"], &crop["coverage"]["reported"]), (&json!("Trồng trọt"), &json!(262)));
    assert_eq!(crop["reported"].as_array().unwrap().len(), 3);
    assert_eq!(crop["indicators"][0]["target"], 45.0);
    assert_eq!(answer["total"]["coverage"]["reported"], 406);
    assert_eq!(json("/api/statistics?by=sector").await["total"]["reported"], json!([]), "nothing is reported of the country");

    let years = json("/api/statistics?by=established_year&lang=en&zeros=true").await;
    let listed: Vec<i64> = rows(&years).iter().filter_map(|row| row["id"].as_str()).map(|year| year.parse().unwrap()).collect();
    assert!(listed.windows(2).all(|pair| pair[0] + 1 == pair[1]), "every year between the first and the last: {listed:?}");
    assert_eq!(rows(&years).last().unwrap()["label"], "Unknown");
}

#[tokio::test]
async fn parameters_are_obeyed_or_refused() {
    for (query, code, parameter) in [
        ("", "missing_parameter", "by"),
        ("by=county", "invalid_value", "by"),
        ("by=province,commune", "invalid_value", "by"),
        ("by=province&by=commune", "repeated_parameter", "by"),
        ("by=province&level=commune", "unknown_parameter", "level"),
        ("by=province&limit=10", "unknown_parameter", "limit"),
        ("by=province&zeros=1", "invalid_value", "zeros"),
        ("by=province&at=2025-02-29", "invalid_value", "at"),
        ("by=province&at=30/06/2025", "invalid_value", "at"),
        ("by=province&at=2025-06-30T00:00", "invalid_value", "at"),
        ("by=province&at=h%C3%B4m+nay", "invalid_value", "at"),
        ("by=province&at=2025-06-30&at=2025-07-01", "repeated_parameter", "at"),
        ("by=province&division=old", "invalid_value", "division"),
        ("by=province&division=current,former", "invalid_value", "division"),
        ("by=former_district&division=current", "invalid_value", "division"),
        ("by=province&f=pdf", "invalid_value", "f"),
        ("by=province&sector=fish", "invalid_value", "sector"),
        ("by=province&region=99", "unknown_region", "region"),
        ("by=province&bbox=1,2,3", "invalid_value", "bbox"),
        ("by=province&lang=fr", "invalid_value", "lang"),
    ] {
        let answer = get(&format!("/api/statistics?{query}")).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), &problem["code"]), (400, &json!(code)), "{query}");
        assert_eq!(problem["parameter"], parameter, "{query}");
    }
    assert_eq!(get("/api/statistics?by=county").await.json()["allowed"].as_array().unwrap().len(), 8);
    assert_eq!(get("/api/statistics").await.json()["allowed"][0], "province");
    assert_eq!(get_with("/api/statistics?by=province", &[("accept", "image/png")]).await.status, 406);
}

#[tokio::test]
async fn the_answer_is_tagged_and_speaks_the_asked_language() {
    let first = get("/api/statistics?by=province&region=2024-02&lang=en").await;
    let tag = first.header("etag").to_owned();
    let again = get_with("/api/statistics?by=province&region=2024-02&lang=en", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let answer = first.json();
    assert_eq!((&answer["total"]["label"], &answer["revision"]), (&json!("Total"), &json!(7)));
    assert_eq!(answer["filter"], "Region: Tỉnh Hà Giang (former) → now in Tỉnh Tuyên Quang");
    let english = json("/api/statistics?by=province&region=01&lang=en").await;
    assert_eq!(row(&english, "01")["indicators"][0]["label"], "High-tech share of agricultural output");
    for rel in ["self", "alternate"] {
        let href = support::link(&answer, rel).unwrap();
        assert!(href.contains("by=province") && href.contains("region=2024-02") && href.contains("lang=en"), "{href}");
    }
    for link in answer["links"].as_array().unwrap() {
        let followed = get(&support::local(link["href"].as_str().unwrap())).await;
        assert_eq!(support::content_type(&followed), link["type"], "{link}");
    }
    let landing = json("/api").await;
    for rel in ["statistics", "gaps"] {
        json(&support::local(support::link(&landing, rel).unwrap())).await;
    }
}

#[tokio::test]
async fn the_page_has_the_same_numbers_and_every_link_leads_to_as_many_sites() {
    let browser = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    let page = get_with("/api/statistics?by=former_district&region=2024-26&sector=crop", &browser).await;
    assert_eq!(support::content_type(&page), "text/html; charset=utf-8");
    let text = page.text();
    assert!(text.contains("<th scope=\"col\">Quận, huyện cũ</th>") && text.contains("Lĩnh vực: Trồng trọt"));
    let answer = json("/api/statistics?by=former_district&region=2024-26&sector=crop").await;
    for row in rows(&answer).iter().filter(|row| !row["id"].is_null()) {
        let marker = format!("region={}&amp;sector=crop", row["id"].as_str().unwrap());
        assert!(text.contains(&marker), "{marker}");
        let filter = format!("region={}&sector=crop", row["id"].as_str().unwrap());
        assert_eq!(row["total"], matched(&filter).await);
    }
    let hanoi = get("/api/statistics?by=province&f=html&lang=en").await.text();
    for shown in ["406", "393", "2025", "agrimate.vn", "High-tech share of agricultural output", "lang=\"en\""] {
        assert!(hanoi.contains(shown), "{shown}");
    }
    // A province is wider than the commune asked for, so a link could only lead to more sites.
    let narrow = get("/api/statistics?by=province&region=10015&f=html").await.text();
    assert!(!narrow.contains("items?region=01"), "{narrow}");
}
