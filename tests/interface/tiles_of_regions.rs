//! Tiles of administrative units: valid shapes that cover what lies in them, and say that they are approximate.
use std::collections::HashSet;

use geo::{Contains, Geometry, Point, Validation};
use mvt_reader::feature::Value;

use crate::support::get;
use crate::tiles::{Read, descend, read};

#[tokio::test]
async fn regions_are_valid_and_cover_what_lies_in_them() {
    let base = "/api/collections/regions/tiles/WebMercatorQuad";
    // Hồ Gươm: now phường Hoàn Kiếm, formerly quận Hoàn Kiếm.
    let (lon, lat) = (105.8525, 21.0287);
    let side = |zoom: u32| f64::from(1_u32 << zoom);
    for (query, zoom, id) in [
        ("", 5, "01"),
        ("?level=commune", 7, "00070"),
        ("", 12, "00070"),
        ("?level=province", 12, "01"),
        ("?division=former", 8, "2024-002"),
        ("?at=2020-01-01", 5, "2024-01"),
        ("?parent=01", 11, "00070"),
    ] {
        let x = (lon + 180.0) / 360.0 * side(zoom);
        let y = (0.5 - f64::to_radians(lat).tan().asinh() / std::f64::consts::TAU) * side(zoom);
        let answer = get(&format!("{base}/{zoom}/{}/{}{query}", y as u32, x as u32)).await;
        assert_eq!(answer.status, 200, "{query} {zoom}");
        let features = read(answer.body, "regions");
        let place = Point::new(x.fract() * 4_096.0, y.fract() * 4_096.0);
        let there: Vec<&str> = features.iter().filter(|f| shape(f).contains(&place)).filter_map(|f| f.text("id")).collect();
        assert_eq!(there, [id], "{query} {zoom}");
        let known: HashSet<u64> = features.iter().map(|feature| feature.id.unwrap()).collect();
        assert_eq!(known.len(), features.len());
        for feature in &features {
            assert_eq!(feature.text("boundary"), Some("approximate"));
            assert_eq!(feature.properties["is_official"], Value::Bool(false));
            assert!(feature.text("name").is_some() && feature.text("level").is_some() && feature.text("division").is_some());
        }
    }
    assert_eq!(get(&format!("{base}/5/0/0")).await.status, 204);
    for query in ["", "?division=former", "?level=commune"] {
        for level in descend(base, query, "regions", 8).await {
            assert!(!level.is_empty());
            for (tile, features) in level {
                for feature in features {
                    let shape = shape(&feature);
                    assert!(shape.is_valid(), "{tile:?} {query} {:?}: {:?}", feature.text("id"), shape.validation_errors());
                }
            }
        }
    }
}

fn shape(feature: &Read) -> geo::MultiPolygon<f64> {
    use geo::MapCoords;
    let float = |place: geo::Coord<i32>| geo::Coord { x: f64::from(place.x), y: f64::from(place.y) };
    match &feature.geometry {
        Geometry::Polygon(polygon) => geo::MultiPolygon(vec![polygon.map_coords(float)]),
        Geometry::MultiPolygon(polygons) => polygons.map_coords(float),
        other => panic!("{other:?}"),
    }
}
