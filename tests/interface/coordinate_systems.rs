//! `crs`, `bbox-crs` and `Content-Crs`: OGC API Features Part 2, with VN-2000.
use agriatlas::domain::GeoPoint;
use agriatlas::geography::Crs;

use crate::support::{get, json, link, local};

const SITE: &str = "/api/collections/sites/items/c-00001";

fn coordinates(feature: &serde_json::Value) -> [f64; 2] {
    let numbers = feature["geometry"]["coordinates"].as_array().unwrap();
    [numbers[0].as_f64().unwrap(), numbers[1].as_f64().unwrap()]
}

#[tokio::test]
async fn every_system_is_written_in_the_order_of_its_axes() {
    let [lon, lat] = coordinates(&json(SITE).await);
    for crs in Crs::ALL {
        let answer = get(&format!("{SITE}?crs={}", crs.uri())).await;
        assert_eq!(answer.header("content-crs"), format!("<{}>", crs.uri()));
        let written = coordinates(&answer.json());
        let exact = crs.ordered(crs.of_wgs84(GeoPoint { lon, lat }).unwrap());
        // The default has 6 decimals, the source of the others may have more.
        let tolerance = if crs.is_degrees() { 1e-6 } else { 0.12 };
        assert!(written.iter().zip(exact).all(|(a, b)| (a - b).abs() < tolerance), "{crs}: {written:?} {exact:?}");
    }
    let swapped = coordinates(&json(&format!("{SITE}?crs=EPSG:4326")).await);
    assert_eq!(swapped, [lat, lon]);
}

#[tokio::test]
async fn the_default_is_as_it_was_and_says_so() {
    let (plain, named) =
        (get("/api/collections/sites/items?limit=5").await, get("/api/collections/sites/items?limit=5&crs=CRS84").await);
    assert_eq!(plain.header("content-crs"), "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    assert_eq!(plain.json()["features"], named.json()["features"]);
    assert_eq!(plain.json()["links"], named.json()["links"]);
    let near = get("/api/collections/sites/nearest?lon=105.8&lat=21&k=2&crs=EPSG:5897").await;
    assert_eq!(near.header("content-crs"), "<http://www.opengis.net/def/crs/EPSG/0/5897>");
    let near = near.json();
    assert!(coordinates(&near["features"][0])[1] > 2_000_000.0, "{near}");
    assert!(near["features"][0]["properties"]["distance_m"].is_number() && near["origin"]["lon"] == 105.8);
    assert!(link(&near, "self").unwrap().contains("crs=EPSG:5897"));
}

#[tokio::test]
async fn links_keep_the_system_from_page_to_page() {
    let first =
        json("/api/collections/sites/items?limit=100&crs=EPSG:3405&bbox=-100000,1000000,900000,2700000&bbox-crs=EPSG:5897").await;
    let mut seen = first["features"].as_array().unwrap().len();
    let mut page = first.clone();
    while let Some(next) = link(&page, "next") {
        assert!(next.contains("crs=EPSG:3405") && next.contains("bbox-crs=EPSG:5897"), "{next}");
        page = json(&local(next)).await;
        let features = page["features"].as_array().unwrap();
        assert!(features.iter().all(|feature| coordinates(feature)[1] > 1_000_000.0));
        seen += features.len();
    }
    assert_eq!((seen, &first["numberMatched"]), (249, &249.into()));
    let item = json(&format!("{SITE}?crs=EPSG:3405")).await;
    assert!(link(&item, "self").unwrap().ends_with("?crs=EPSG:3405"));
}

#[tokio::test]
async fn a_box_in_any_system_finds_the_same_sites() {
    let all = json("/api/collections/sites/items?limit=10000").await;
    for crs in [Crs::VN2000, Crs::WEB_MERCATOR, Crs::UTM_48N, Crs::tm3(104.75).unwrap(), Crs::tm3(108.5).unwrap(), Crs::WGS84] {
        let corner = |lon, lat| crs.of_wgs84(GeoPoint { lon, lat }).unwrap();
        let (low, high) = (corner(105.6, 20.9), corner(105.9, 21.1));
        let ([a, b], [c, d]) = (crs.ordered(low), crs.ordered(high));
        let found = json(&format!("/api/collections/sites/items?limit=10000&bbox={a},{b},{c},{d}&bbox-crs={crs}")).await;
        let inside = all["features"].as_array().unwrap().iter().filter(|feature| {
            let [lon, lat] = coordinates(feature);
            let place = crs.of_wgs84(GeoPoint { lon, lat }).unwrap();
            (low.east..=high.east).contains(&place.east) && (low.north..=high.north).contains(&place.north)
        });
        let expected = inside.count();
        assert!(expected > 20, "{expected}");
        assert_eq!(found["numberMatched"], expected, "{crs}");
    }
    let facets = json("/api/collections/sites/facets?by=sector&bbox=21,105,22,106&bbox-crs=EPSG:4326").await;
    assert_eq!(facets["numberMatched"], json("/api/collections/sites/items?limit=1&bbox=105,21,106,22").await["numberMatched"]);
}

#[tokio::test]
async fn an_unknown_system_is_refused_with_the_known_ones() {
    for query in ["crs=EPSG:32648", "bbox-crs=VN-2000&bbox=1,2,3,4", "crs=EPSG:6957", "crs=EPSG:4326&crs=EPSG:4326"] {
        let answer = get(&format!("/api/collections/sites/items?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        let problem = answer.json();
        if !query.contains("&crs") {
            assert_eq!(problem["code"], "invalid_value", "{problem}");
            let allowed = problem["allowed"].as_array().unwrap();
            assert_eq!(allowed.len(), 24);
            assert!(allowed.contains(&"EPSG:9218".into()) && problem["detail"].as_str().unwrap().contains("EPSG:5897"));
        }
    }
    assert_eq!(get(&format!("{SITE}?crs=")).await.status, 200, "an empty value asks nothing");
}

#[tokio::test]
async fn a_site_shows_where_it_is_in_vn_2000() {
    let site = json(SITE).await;
    let place = &site["vn2000"];
    assert_eq!(
        (&place["epsg"], &place["central_meridian_deg"], &place["basis"]),
        (&5897.into(), &105.0.into(), &"former_province".into())
    );
    assert_eq!(place["name"], "VN-2000 / TM-3 105°00′");
    let [lon, lat] = coordinates(&site);
    let exact = Crs::tm3(105.0).unwrap().of_wgs84(GeoPoint { lon, lat }).unwrap();
    assert!((place["x_north_m"].as_f64().unwrap() - exact.north).abs() < 0.12);
    assert!((place["y_east_m"].as_f64().unwrap() - exact.east).abs() < 0.12);
    let page = get("/sites/c-00001").await.text();
    assert!(page.contains("VN-2000, kinh tuyến trục 105°00′, múi 3° (EPSG:5897)"), "{page}");
    let whole = (exact.north.trunc() as i64).to_string();
    assert!(page.contains(&format!("X (Bắc) {}.{}.", &whole[..1], &whole[1..4])), "{page}");
    let export = get("/api/collections/sites/export.csv?lang=en").await.text();
    let mut reader = csv::Reader::from_reader(export.trim_start_matches('\u{feff}').as_bytes());
    let titles = reader.headers().unwrap().clone();
    let at = |title: &str| titles.iter().position(|other| other == title).unwrap();
    for record in reader.records().map(Result::unwrap) {
        let zone = Crs::of_epsg(record[at("vn2000_epsg")].parse().unwrap()).unwrap();
        let number = |title: &str| record[at(title)].parse::<f64>().unwrap();
        let back = zone.of_wgs84(GeoPoint { lon: number("lon"), lat: number("lat") }).unwrap();
        assert!((back.north - number("vn2000_x_north")).abs() < 0.001 && (back.east - number("vn2000_y_east")).abs() < 0.001);
        assert_eq!(zone.central_meridian_deg(), Some(number("vn2000_meridian")));
    }
}
