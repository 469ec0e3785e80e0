//! The shipped cells: every unit has a valid shape, the shapes of a division neither overlap nor leave gaps, and how right they are.
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use agriatlas::domain::{Division, GeoPoint, RegionId, RegionLevel};
use agriatlas::gazetteer::Gazetteer;
use agriatlas::geography::{Ground, Land, Shapes, build_cells, km_outside};
use geo::orient::Direction;
use geo::{Area, Contains, MultiPolygon, Orient, Point, Validation};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::shipped().unwrap());
static SHAPES: LazyLock<Arc<Shapes>> = LazyLock::new(|| Shapes::shipped(&GAZETTEER).unwrap());

fn id(text: &str) -> RegionId {
    text.parse().unwrap()
}

fn ids(division: Division, level: RegionLevel) -> Vec<RegionId> {
    let of = |id: RegionId| id.division() == division && id.level() == level;
    GAZETTEER.regions().map(|region| region.id).filter(|id| of(*id)).collect()
}

/// The units of a level that tile the country; the island districts stand for the communes they did not have.
fn tiling(division: Division, level: RegionLevel) -> Vec<RegionId> {
    let mut units = ids(division, level);
    if (division, level) == (Division::Former, RegionLevel::Commune) {
        let districts = ids(Division::Former, RegionLevel::District);
        units.extend(districts.into_iter().filter(|id| GAZETTEER.children(*id).next().is_none()));
    }
    units
}

const TILINGS: [(Division, RegionLevel, usize); 5] = [
    (Division::Current, RegionLevel::Commune, 3_321),
    (Division::Current, RegionLevel::Province, 34),
    (Division::Former, RegionLevel::Commune, 10_040),
    (Division::Former, RegionLevel::District, 696),
    (Division::Former, RegionLevel::Province, 63),
];

#[test]
fn every_unit_has_a_valid_shape() {
    for (division, level, count) in TILINGS {
        let units = tiling(division, level);
        assert_eq!(units.len(), count, "{division} {level}");
        for unit in units {
            let shape = SHAPES.get(unit).unwrap_or_else(|| panic!("{unit} has no shape"));
            assert!(!shape.is_official && shape.geometry.unsigned_area() > 0.0, "{unit}");
            assert!(shape.geometry.is_valid(), "{unit}: {:?}", shape.geometry.validation_errors());
            assert_eq!(shape.geometry.orient(Direction::Default), *shape.geometry, "{unit}: orientation of rings");
        }
    }
}

/// Every edge in the direction its unit has it, by the bits of its ends.
fn edges(shapes: &[MultiPolygon<f64>]) -> HashSet<[u64; 4]> {
    let mut edges = HashSet::new();
    for polygon in shapes.iter().flatten() {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            for line in ring.lines() {
                let edge = [line.start.x, line.start.y, line.end.x, line.end.y].map(f64::to_bits);
                assert!(edges.insert(edge), "two shapes lie on the same side of {line:?}");
            }
        }
    }
    edges
}

/// The edges that have nothing on their other side.
fn outer(edges: &HashSet<[u64; 4]>) -> BTreeSet<[u64; 4]> {
    edges.iter().filter(|[a, b, c, d]| !edges.contains(&[*c, *d, *a, *b])).copied().collect()
}

#[test]
fn shapes_of_a_division_neither_overlap_nor_leave_gaps() {
    for metres in [0.0, 300.0, 3_000.0] {
        let mut first: Option<(BTreeSet<[u64; 4]>, f64)> = None;
        for (division, level, _) in TILINGS {
            let units = tiling(division, level);
            let shapes: Vec<_> = units.iter().map(|unit| SHAPES.simplified(*unit, metres).unwrap().into_owned()).collect();
            // Each border is there once per direction, so what a shape ends at, its neighbour begins at.
            let outline = outer(&edges(&shapes));
            let area: f64 = shapes.iter().map(Area::signed_area).sum();
            let (same, sum) = first.get_or_insert_with(|| (outline.clone(), area));
            assert!(*same == outline, "{division} {level} covers something else at {metres} m");
            assert!((area / *sum - 1.0).abs() < 1e-9, "{division} {level}: {area} and {sum}");
        }
        let (outline, area) = first.unwrap();
        // By Green's theorem the outline encloses exactly what all shapes together cover.
        let enclosed: f64 = outline.iter().map(|edge| edge.map(f64::from_bits)).map(|[ax, ay, bx, by]| ax * by - bx * ay).sum();
        assert!((enclosed / 2.0 / area - 1.0).abs() < 1e-9, "{enclosed} {area}");
    }
}

#[test]
fn simplified_shapes_are_valid_and_not_empty() {
    for metres in [150.0, 1_000.0, 10_000.0] {
        let mut places = 0;
        for region in GAZETTEER.regions() {
            let shape = SHAPES.simplified(region.id, metres).unwrap();
            assert!(shape.unsigned_area() > 0.0 && shape.is_valid(), "{} at {metres} m", region.id);
            places += shape.iter().map(|polygon| polygon.exterior().0.len()).sum::<usize>();
        }
        println!("{places} places at {metres} m");
    }
}

#[test]
fn a_point_in_a_unit_is_found_there() {
    for region in GAZETTEER.regions() {
        let point = SHAPES.representative_point(region.id).unwrap();
        let located = SHAPES.locate(point);
        let (current, former) = (located.current.unwrap().unit, located.former.unwrap().unit);
        let found = if region.id.division() == Division::Current { current } else { former };
        let above = GAZETTEER.ancestors(found).map(|unit| unit.id);
        assert!(std::iter::once(found).chain(above).any(|unit| unit == region.id), "{}: {found}", region.id);
        assert_eq!(km_outside(&SHAPES, point, region.id), Some(0.0));
        let became = GAZETTEER.successors(former);
        assert!(became.iter().any(|step| step.successor == current), "{former} did not become {current}");
        for unit in [current, former] {
            for above in GAZETTEER.ancestors(unit) {
                let shape = SHAPES.get(above.id).unwrap();
                assert!(shape.geometry.contains(&Point::new(point.lon, point.lat)), "{} is not about {unit}", above.id);
            }
        }
    }
}

#[test]
fn distance_to_a_unit_is_that_to_its_border() {
    let far = km_outside(&SHAPES, GeoPoint { lon: 105.85, lat: 21.03 }, id("79")).unwrap();
    assert!((1_000.0..1_250.0).contains(&far), "Hà Nội to Hồ Chí Minh: {far}");
    let shape = SHAPES.get(id("01")).unwrap();
    let corner = shape.geometry.0[0].exterior().0[0];
    let near = km_outside(&SHAPES, GeoPoint { lon: corner.x, lat: corner.y }, id("01")).unwrap();
    assert!(near < 1e-6, "{near}");
    assert_eq!(km_outside(&SHAPES, GeoPoint { lon: 105.85, lat: 21.03 }, id("2024-01")), Some(0.0));
}

#[test]
fn the_archipelagos_are_where_they_belong() {
    for (lon, lat, current, former, province) in [
        (112.338, 16.834, "20333", "2024-498", "48"),
        (111.2, 15.783, "20333", "2024-498", "48"),
        (111.92, 8.645, "22736", "2024-22736", "56"),
        (114.331, 11.429, "22736", "2024-22737", "56"),
        (114.329, 9.886, "22736", "2024-22739", "56"),
    ] {
        let located = SHAPES.locate(GeoPoint { lon, lat });
        assert_eq!(located.current.unwrap().unit, id(current));
        assert_eq!(located.former.unwrap().unit, id(former));
        assert!(SHAPES.get(id(province)).unwrap().geometry.contains(&Point::new(lon, lat)));
    }
    for (lon, lat, unit) in [(106.61, 8.69, "2024-755"), (107.728, 20.133, "2024-318"), (103.476, 9.303, "91")] {
        assert_eq!(km_outside(&SHAPES, GeoPoint { lon, lat }, id(unit)), Some(0.0), "{unit}");
    }
    let nothing = SHAPES.locate(GeoPoint { lon: 110.0, lat: 12.0 });
    assert!(nothing.current.is_none() && nothing.former.is_none());
    assert_eq!(Land::shipped().unwrap().ground(GeoPoint { lon: 110.0, lat: 12.0 }), Ground::Sea);
}

#[test]
fn the_shipped_file_is_what_the_data_give() {
    let start = Instant::now();
    let built = build_cells(&GAZETTEER).unwrap();
    println!("built {} bytes in {:?}", built.len(), start.elapsed());
    let shipped = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/cells.topojson")).unwrap();
    assert!(built == shipped, "geodata/cells.topojson is not what the data give: run agriatlas geodata build");
    for part in ["Ranh giới gần đúng, ", "Approximate boundaries, ", "\"license\":", "\"source\":", "\"method\":"] {
        assert!(shipped.contains(part), "{part}");
    }
}

/// The official polygons by code, with the code of the province; `None` where the file is not there.
fn official() -> Option<BTreeMap<RegionId, (String, MultiPolygon<f64>)>> {
    let folder = std::env::var_os("AGRIATLAS_TEST_BOUNDARIES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/boundaries"), PathBuf::from);
    let packed = std::fs::File::open(folder.join("communes_all.geojson.gz")).ok()?;
    let collection: geojson::FeatureCollection =
        serde_json::from_reader(std::io::BufReader::new(flate2::read::GzDecoder::new(packed))).unwrap();
    let of = |feature: geojson::Feature| {
        let text = |name: &str| feature.property(name).unwrap().as_str().unwrap().to_owned();
        let (code, province) = (id(&text("code")), text("province_code"));
        let shape: geo::Geometry<f64> = feature.geometry.unwrap().try_into().unwrap();
        let shape = match shape {
            geo::Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
            geo::Geometry::MultiPolygon(shape) => shape,
            other => panic!("{code}: {other:?}"),
        };
        (code, (province, shape))
    };
    Some(collection.features.into_iter().map(of).collect())
}

/// Degrees between the points at which cells are held against the official file.
const GRID: f64 = 0.011;

#[test]
fn most_of_the_area_is_in_the_right_commune() {
    let Some(official) = official() else {
        println!("skipped: the official boundaries are not there");
        return;
    };
    let (mut right, mut all) = (HashMap::<String, f64>::new(), HashMap::<String, f64>::new());
    let mut count = 0;
    for (code, (province, shape)) in &official {
        if ["20333", "22736"].contains(&code.to_string().as_str()) {
            continue;
        }
        for polygon in shape {
            let area = geo::BoundingRect::bounding_rect(polygon).unwrap();
            let first = |low: f64| (low / GRID).ceil() * GRID;
            let mut lat = first(area.min().y);
            while lat <= area.max().y {
                let mut lon = first(area.min().x);
                while lon <= area.max().x {
                    if polygon.contains(&Point::new(lon, lat)) {
                        count += 1;
                        let weight = lat.to_radians().cos();
                        let is_right = SHAPES.locate(GeoPoint { lon, lat }).current.is_some_and(|found| found.unit == *code);
                        for key in [province.as_str(), "all"] {
                            *all.entry(key.to_owned()).or_default() += weight;
                            *right.entry(key.to_owned()).or_default() += if is_right { weight } else { 0.0 };
                        }
                    }
                    lon += GRID;
                }
                lat += GRID;
            }
        }
    }
    let sum = |of: &HashMap<String, f64>, keys: &[&str]| -> f64 { keys.iter().map(|key| of[*key]).sum() };
    let share = |keys: &[&str]| sum(&right, keys) / sum(&all, keys);
    println!(
        "area in the right commune, by {count} points: country {:.4}, Hà Nội {:.4}, Tuyên Quang {:.4}, Phú Thọ {:.4}, the three {:.4}",
        share(&["all"]),
        share(&["01"]),
        share(&["08"]),
        share(&["25"]),
        share(&["01", "08", "25"])
    );
    assert!(count > 200_000, "{count} points are too few");
    assert!(share(&["01", "08", "25"]) >= 0.80);
    assert!(share(&["all"]) >= 0.80);
}
