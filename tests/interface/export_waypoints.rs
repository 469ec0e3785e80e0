//! Downloads as XML and as a sequence: KML, GPX and GeoJSON text sequences.
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::export_inputs::{HOSTILE, WITHOUT_CONTROLS, hostile};
use crate::support::{get, json};

fn all<'a>(document: &'a Document<'a>, name: &'a str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.tag_name().name() == name).collect()
}

fn text_of(node: &Node<'_, '_>, child: &str) -> String {
    let child = node.children().find(|inner| inner.tag_name().name() == child);
    child.and_then(|child| child.text().map(str::to_owned)).unwrap_or_default()
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

fn names_in_xml(count: usize) -> Vec<String> {
    let cleaned = |name: &&str| if name.contains('🌾') { WITHOUT_CONTROLS.to_owned() } else { (*name).to_owned() };
    sorted(HOSTILE.iter().take(count).map(cleaned).collect())
}

#[tokio::test]
async fn kml_has_a_folder_and_a_style_per_sector_and_asks_for_no_icon() {
    let answer = get("/api/collections/sites/export.kml?lang=en&sortby=name").await;
    let text = answer.text();
    let document = Document::parse(&text).unwrap();
    assert_eq!(all(&document, "Placemark").len(), 249);
    assert_eq!(all(&document, "Point").len(), 249);
    let folders: Vec<String> = all(&document, "Folder").iter().map(|folder| text_of(folder, "name")).collect();
    assert_eq!(folders, ["● Crop", "■ Livestock", "▲ Fisheries"]);
    let styles: Vec<&str> = all(&document, "Style").iter().filter_map(|style| style.attribute("id")).collect();
    assert_eq!(styles, ["crop", "livestock", "fisheries"]);
    assert!(all(&document, "href").is_empty());
    let wanted: Vec<String> = all(&document, "Placemark").iter().map(|site| text_of(site, "styleUrl")).collect();
    assert!(wanted.iter().all(|style| styles.contains(&&style[1..])));
    assert!(text.contains("<SimpleData name=\"sector\">Fisheries</SimpleData>"), "labels for codes");
    assert!(text_of(&all(&document, "Document")[0], "description").contains("CC BY 4.0"));
}

#[tokio::test]
async fn kml_keeps_whatever_stands_in_a_record_as_text() {
    let text = hostile("export.kml").await.text();
    let document = Document::parse(&text).unwrap();
    let sites = all(&document, "Placemark");
    assert_eq!(sorted(sites.iter().map(|site| text_of(site, "name")).collect()), names_in_xml(5));
    assert!(sites.iter().all(|site| !text_of(site, "description").contains("<script>")), "a description is HTML");
    assert_eq!(all(&document, "Point").len(), 4, "a site without a point is there, without one");
    let point = &all(&document, "Point")[0];
    assert_eq!(text_of(point, "coordinates"), "105.1234567,21");
}

#[tokio::test]
async fn gpx_has_waypoints_and_says_who_is_missing() {
    let text = hostile("export.gpx?lang=en").await.text();
    let document = Document::parse(&text).unwrap();
    let waypoints = all(&document, "wpt");
    assert_eq!(sorted(waypoints.iter().map(|waypoint| text_of(waypoint, "name")).collect()), names_in_xml(4));
    let about = text_of(&all(&document, "metadata")[0], "desc");
    assert!(about.contains("5 sites") && about.ends_with("1 sites have no known position and are not in this file"), "{about}");
    let order: Vec<&str> = waypoints[0].children().map(|child| child.tag_name().name()).filter(|name| !name.is_empty()).collect();
    assert_eq!(order, ["name", "desc", "src", "link", "sym", "type"], "the order of the schema");
    let whole = get("/api/collections/sites/export.gpx?sector=fisheries").await.text();
    let document = Document::parse(&whole).unwrap();
    assert_eq!(all(&document, "wpt").len(), 32);
    assert!(all(&document, "sym").iter().all(|symbol| symbol.text() == Some("Triangle, Blue")));
    let pages: Vec<&str> = all(&document, "wpt")
        .iter()
        .filter_map(|waypoint| {
            waypoint.children().find(|child| child.tag_name().name() == "link")?.attribute("href").map(|_| "ok")
        })
        .collect();
    assert_eq!(pages.len(), 32);
}

#[tokio::test]
async fn a_sequence_has_one_feature_after_each_separator() {
    let answer = get("/api/collections/sites/export.geojsonl?region=2024-277&sortby=name&lang=en").await;
    let text = answer.text();
    assert!(text.starts_with('\u{1e}') && text.ends_with("}\n"));
    let features: Vec<Value> = text.split('\u{1e}').skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut items = json("/api/collections/sites/items?region=2024-277&sortby=name").await["features"].take();
    assert_eq!(features[0]["export"]["filter"], "Region: Huyện Chương Mỹ (former) → 7 communes");
    let mut plain = features.clone();
    plain[0].as_object_mut().unwrap().remove("export");
    assert_eq!(Value::Array(plain), items.take());
    assert!(features[1..].iter().all(|feature| feature.get("export").is_none()));
    assert_eq!(get("/api/collections/sites/export.geojsonl?region=79").await.body, b"");
}

#[tokio::test]
async fn nothing_found_is_a_document_too() {
    for (file, element) in [("kml", "Document"), ("gpx", "metadata")] {
        let text = get(&format!("/api/collections/sites/export.{file}?region=79")).await.text();
        let document = Document::parse(&text).unwrap();
        assert_eq!(all(&document, element).len(), 1);
        assert!(
            all(&document, "Placemark").is_empty() && all(&document, "wpt").is_empty() && all(&document, "Folder").is_empty()
        );
    }
}
