//! What the tests of downloads share: the formats, and an inventory of sites with everything a text can hold.
use std::sync::Arc;

use agriatlas::domain::{GeoPoint, PositionAccuracy, Site};
use agriatlas::http::{SharedState, build_router};
use axum::Router;

use crate::support::{Answer, send, snapshot_of, starter_sites};

/// The end of each file's name, and its media type.
pub const FORMATS: [(&str, &str); 8] = [
    ("geojson", "application/geo+json"),
    ("geojsonl", "application/geo+json-seq"),
    ("csv", "text/csv; charset=utf-8"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("kml", "application/vnd.google-earth.kml+xml"),
    ("gpkg", "application/geopackage+sqlite3"),
    ("fgb", "application/flatgeobuf"),
    ("gpx", "application/gpx+xml"),
];

/// Names that some format could break on; the fourth is written with combining marks (NFD).
pub const HOSTILE: [&str; 5] = [
    "=HYPERLINK(\"http://x\")",
    "]]> & <script>alert(1)</script>",
    "🌾 “rau”\u{b} sạch\u{1}",
    "Hợp tác xã",
    "'; DROP TABLE sites; --",
];
/// What remains of the third in XML.
pub const WITHOUT_CONTROLS: &str = "🌾 “rau” sạch";

/// Five sites with hostile names and abstracts, of which the last has no point.
pub fn hostile_sites() -> Vec<Site> {
    let mut sites = starter_sites();
    sites.truncate(HOSTILE.len());
    for (site, name) in sites.iter_mut().zip(HOSTILE) {
        site.facts.name = name.to_owned();
        site.facts.abstract_text = Some(name.to_owned());
        site.facts.placement.point = GeoPoint::new(105.123_456_7, 21.0);
        site.facts.placement.accuracy = Some(PositionAccuracy::Surveyed);
        site.facts.verified_on = Some("2026-06-30".parse().unwrap());
        site.facts.area_ha = Some(12.345);
        site.facts.established_year = Some(2020);
    }
    let last = &mut sites.last_mut().unwrap().facts.placement;
    (last.point, last.accuracy) = (None, None);
    sites
}

pub fn app_with(sites: Vec<Site>) -> Router {
    let state = SharedState::new("http://localhost".parse().unwrap());
    state.publish(Arc::new(snapshot_of(sites)));
    build_router(state)
}

/// A download of the hostile sites.
pub async fn hostile(file: &str) -> Answer {
    send(app_with(hostile_sites()), "GET", &format!("/api/collections/sites/{file}"), &[]).await
}
