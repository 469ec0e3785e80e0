//! Filter expressions over the starter inventory and over the administrative units.
use serde_json::{Value, json};

use crate::support::{get, json as answered, link, local};

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

async fn sites(expression: &str) -> u64 {
    matched("sites", &[("filter", expression)]).await
}

async fn matched(collection: &str, pairs: &[(&str, &str)]) -> u64 {
    let path = format!("/api/collections/{collection}/items?limit=1&{}", encoded(pairs));
    answered(&path).await["numberMatched"].as_u64().unwrap()
}

#[tokio::test]
async fn the_numbers_of_the_starter_inventory() {
    for (expression, count) in [
        ("sector = 'crop'", 137),
        ("sector <> 'crop'", 112),
        ("sector IN ('crop','fisheries')", 169),
        ("kind = 'model'", 122),
        ("NOT kind = 'model'", 127),
        ("province_id = '01'", 173),
        ("former_district_id = '2024-277'", 11),
        ("province_id = '01' OR former_province_id = '2024-26'", 208),
        ("CASEI(ACCENTI(province)) = 'thanh pho ha noi'", 173),
        ("ACCENTI(CASEI(province)) LIKE 'thanh pho%'", 173),
        ("geometry IS NULL", 0),
        ("TRUE", 249),
        ("FALSE", 0),
    ] {
        assert_eq!(sites(expression).await, count, "{expression}");
    }
}

#[tokio::test]
async fn an_expression_stands_beside_the_other_filters() {
    let both = matched("sites", &[("filter", "kind = 'model'"), ("sector", "crop"), ("region", "01")]).await;
    assert_eq!(both, sites("kind = 'model' AND sector = 'crop' AND province_id = '01'").await);
    assert_eq!(matched("models", &[("filter", "sector = 'crop'")]).await, sites("kind = 'model' AND sector = 'crop'").await);
}

#[tokio::test]
async fn geometries_are_read_in_the_asked_system() {
    let plain = sites("S_INTERSECTS(geometry, BBOX(105.5,20.8,106,21.3))").await;
    assert!(plain > 50, "{plain}");
    let north_first = "S_INTERSECTS(geometry, BBOX(20.8,105.5,21.3,106))";
    assert_eq!(matched("sites", &[("filter", north_first), ("filter-crs", "EPSG:4326")]).await, plain);
    assert_eq!(matched("sites", &[("bbox", "105.5,20.8,106,21.3")]).await, plain);
    // In metres an expression and a box agree.
    let metres = "580000,2310000,600000,2340000";
    let boxed = matched("sites", &[("bbox", metres), ("bbox-crs", "EPSG:5897")]).await;
    let expression = format!("S_INTERSECTS(geometry, BBOX({metres}))");
    assert_eq!(matched("sites", &[("filter", &expression), ("filter-crs", "EPSG:5897")]).await, boxed);
    assert!(boxed > 0);
}

#[tokio::test]
async fn links_and_pages_keep_an_expression() {
    let query = encoded(&[("filter", "name LIKE '%Trang trại%' OR area_ha > 1"), ("filter-crs", "EPSG:5897"), ("limit", "5")]);
    let first = answered(&format!("/api/collections/sites/items?{query}")).await;
    let count = first["numberMatched"].as_u64().unwrap();
    assert!(count > 10);
    let mut seen = 5;
    let mut next = link(&first, "next").map(local);
    while let Some(path) = next {
        assert!(path.contains("filter=") && path.contains("filter-crs=EPSG:5897"), "{path}");
        let page = answered(&path).await;
        assert_eq!(page["numberMatched"], count);
        seen += page["features"].as_array().unwrap().len() as u64;
        next = link(&page, "next").map(local);
    }
    assert_eq!(seen, count);
    let page = get(&format!("/api/collections/sites/items?{query}&f=html&lang=en")).await.text();
    assert!(page.contains("Filter expression: name LIKE '%Trang trại%' OR area_ha &gt; 1 (EPSG:5897)"), "{page}");
    assert!(page.contains("filter-crs=EPSG:5897") && page.contains("name=\"filter\""), "{page}");
    let statistics = get(&format!("/api/statistics?by=sector&f=html&{}", encoded(&[("filter", "kind = 'model'")]))).await.text();
    assert!(statistics.contains("Biểu thức lọc: kind = 'model'") && statistics.contains("filter=kind"), "{statistics}");
    let export = answered(&format!("/api/collections/sites/export.geojson?{}", encoded(&[("filter", "kind = 'model'")]))).await;
    assert_eq!(export["export"]["filter"], "Biểu thức lọc: kind = 'model'");
}

async fn regions(pairs: &[(&str, &str)]) -> Value {
    answered(&format!("/api/collections/regions/items?properties=full_name&resolution=1000&{}", encoded(pairs))).await
}

#[tokio::test]
async fn administrative_units_obey_expressions_on_their_properties_and_shapes() {
    for (expression, count) in [
        ("level = 'province'", 34),
        ("division = 'former'", 0),
        ("full_name = 'Thành phố Hà Nội'", 1),
        ("level = 'province' AND ACCENTI(name) = 'Ha Noi'", 1),
        ("parent_id = '01'", 126),
        ("province_id = '01'", 127),
        ("parent IS NULL", 34),
        ("boundary = 'official'", 0),
        ("level = 'province' AND S_CONTAINS(geometry, POINT(105.85 21.02))", 1),
        ("level = 'province' AND T_AFTER(valid_from, DATE('2100-01-01'))", 0),
        ("S_INTERSECTS(geometry, POINT(105.85 21.02))", 2),
    ] {
        assert_eq!(regions(&[("filter", expression), ("limit", "1")]).await["numberMatched"], count, "{expression}");
    }
    let by_box = regions(&[("bbox", "105.8,21,105.9,21.1")]).await;
    let by_expression = regions(&[("filter", "S_INTERSECTS(geometry, BBOX(105.8,21,105.9,21.1))")]).await;
    assert_eq!(by_box["features"], by_expression["features"]);
    let area = json!({"op": ">", "args": [{"property": "area_km2"}, 500]}).to_string();
    let large = regions(&[("filter", &area), ("filter-lang", "cql2-json"), ("limit", "3")]).await;
    assert!(large["numberMatched"].as_u64() > Some(10));
    assert!(link(&large, "next").unwrap().contains("filter-lang=cql2-json"));
}

#[tokio::test]
async fn an_expression_may_come_without_its_parameters_of_form() {
    assert_eq!(matched("sites", &[("filter", ""), ("filter-lang", "cql2-text"), ("filter-crs", "CRS84")]).await, 249);
    assert_eq!(matched("sites", &[("filter", "true"), ("filter-lang", "cql2-json")]).await, 249);
}
