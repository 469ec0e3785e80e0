//! Gaps against a brute-force geodesic search: every commune, every matching site.
use crate::support::{self, get, json};

use agriatlas::domain::{Division, GeoPoint, RegionId, RegionLevel, Sector};
use geographiclib_rs::{Geodesic, InverseGeodesic};
use serde_json::{Value, json};

/// The point a commune is looked at from.
fn viewpoint(id: RegionId) -> GeoPoint {
    let centre = support::GEOGRAPHY.gazetteer().region(id).unwrap().centre;
    support::GEOGRAPHY.shapes().representative_point(id).unwrap_or(centre)
}

/// Every commune of a division without such a site within so many kilometres, with the nearest site and its distance.
fn brute_force(division: Division, sector: Option<Sector>, max_km: f64) -> Vec<(String, String, f64)> {
    let geodesic = Geodesic::wgs84();
    let snapshot = &support::STARTER;
    let sites: Vec<_> = (0..snapshot.len() as u32)
        .filter_map(|slot| snapshot.site(slot))
        .filter(|public| sector.is_none_or(|sector| public.site.facts.sector == sector))
        .filter_map(|public| Some((public.site.id, public.site.facts.placement.point?)))
        .collect();
    let communes = support::GEOGRAPHY.gazetteer().regions().map(|region| region.id);
    let communes = communes.filter(|id| id.division() == division && id.level() == RegionLevel::Commune);
    let nearest = |id: RegionId| {
        let from = viewpoint(id);
        let distance = |to: GeoPoint| -> f64 { geodesic.inverse(from.lat, from.lon, to.lat, to.lon) };
        let all = sites.iter().map(|(site, point)| (distance(*point), *site));
        all.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).unwrap()
    };
    let all = communes.map(|id| (id, nearest(id)));
    all.filter(|(_, (metres, _))| *metres > max_km * 1_000.0)
        .map(|(id, (metres, site))| (id.to_string(), site.to_string(), (metres / 10.0).round() / 100.0))
        .collect()
}

fn found(answer: &Value) -> Vec<(String, String, f64)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let row = |row: &Value| (text(&row["id"]), text(&row["nearest"]["id"]), row["distance_km"].as_f64().unwrap());
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}

#[tokio::test]
async fn every_gap_and_its_nearest_site_is_the_one_that_trying_all_of_them_gives() {
    for (query, division, sector, max_km) in [
        ("", Division::Current, None, 20.0),
        ("&sector=fisheries&max_km=55.5", Division::Current, Some(Sector::Fisheries), 55.5),
        ("&sector=livestock&max_km=100&division=former", Division::Former, Some(Sector::Livestock), 100.0),
    ] {
        let answer = json(&format!("/api/statistics/gaps?by=commune{query}")).await;
        let (mut found, mut expected) = (found(&answer), brute_force(division, sector, max_km));
        assert!(found.windows(2).all(|pair| pair[0].2 >= pair[1].2), "farthest first");
        found.sort_by(|a, b| a.0.cmp(&b.0));
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(found, expected, "{query}");
        assert_eq!(answer["gaps"], expected.len() as u64);
        let communes = if division == Division::Current { 3_321 } else { 10_035 };
        assert_eq!((&answer["communes"], &answer["division"]), (&json!(communes), &json!(division)));
    }
}

#[tokio::test]
async fn provinces_sum_up_their_communes() {
    for division in ["former", "current"] {
        let provinces = json(&format!("/api/statistics/gaps?by=province&max_km=40&division={division}")).await;
        let communes = json(&format!("/api/statistics/gaps?by=commune&max_km=40&division={division}")).await;
        let rows = provinces["rows"].as_array().unwrap();
        assert_eq!(rows.len(), if division == "former" { 63 } else { 34 });
        let sum = |member: &str| rows.iter().map(|row| row[member].as_u64().unwrap()).sum::<u64>();
        assert_eq!((sum("communes"), sum("gaps")), (communes["communes"].as_u64().unwrap(), communes["gaps"].as_u64().unwrap()));
        for row in rows {
            let of_province = communes["rows"].as_array().unwrap().iter().filter(|gap| gap["province_id"] == row["id"]).count();
            assert_eq!(row["gaps"], of_province as u64, "{row}");
            let share = of_province as f64 / row["communes"].as_f64().unwrap();
            assert!((row["share"].as_f64().unwrap() - share).abs() < 1e-4);
        }
    }
}

#[tokio::test]
async fn a_region_chooses_communes_and_a_site_across_its_border_is_near() {
    let answer = json("/api/statistics/gaps?by=commune&region=25&max_km=10&lang=en").await;
    assert!(answer["communes"].as_u64().unwrap() < 200);
    assert!(answer["rows"].as_array().unwrap().iter().all(|row| row["province_id"] == "25" && row["parent"] == "Tỉnh Phú Thọ"));
    let everywhere = json("/api/statistics/gaps?by=commune&max_km=10&lang=en").await;
    let of_province: Vec<&Value> =
        everywhere["rows"].as_array().unwrap().iter().filter(|row| row["province_id"] == "25").collect();
    assert_eq!(answer["rows"].as_array().unwrap().iter().collect::<Vec<_>>(), of_province);
    assert!(answer["note"].as_str().unwrap().contains("approximate boundaries"));
    assert_eq!(answer["filter"], "Region: Tỉnh Phú Thọ");
    let district = json("/api/statistics/gaps?by=commune&region=2024-277&max_km=0.001").await;
    assert_eq!(district["communes"], 7);
}

#[tokio::test]
async fn where_no_site_matches_every_commune_is_a_gap_of_no_distance() {
    let answer = json("/api/statistics/gaps?by=commune&q=khongcogica").await;
    assert_eq!((&answer["gaps"], &answer["numberMatched"]), (&json!(3_321), &json!(0)));
    let row = &answer["rows"][0];
    assert_eq!((&row["distance_km"], &row["nearest"]), (&Value::Null, &Value::Null));
    let none = json("/api/statistics/gaps?by=commune&max_km=5000").await;
    assert_eq!((&none["gaps"], &none["rows"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn parameters_are_obeyed_or_refused() {
    for (query, code, parameter) in [
        ("", "missing_parameter", "by"),
        ("by=former_district", "invalid_value", "by"),
        ("by=commune&max_km=0", "invalid_value", "max_km"),
        ("by=commune&max_km=NaN", "invalid_value", "max_km"),
        ("by=commune&max_km=20km", "invalid_value", "max_km"),
        ("by=commune&at=2025", "invalid_value", "at"),
        ("by=commune&division=old", "invalid_value", "division"),
        ("by=commune&zeros=true", "unknown_parameter", "zeros"),
        ("by=commune&f=pdf", "invalid_value", "f"),
        ("by=commune&technology=x", "invalid_value", "technology"),
    ] {
        let answer = get(&format!("/api/statistics/gaps?{query}")).await;
        let problem = answer.json();
        assert_eq!(
            (answer.status.as_u16(), &problem["code"], &problem["parameter"]),
            (400, &json!(code), &json!(parameter)),
            "{query}"
        );
    }
    let first = get("/api/statistics/gaps?by=province").await;
    let again = support::get_with("/api/statistics/gaps?by=province", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!(again.status, 304);
}
