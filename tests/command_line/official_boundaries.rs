//! The official boundaries of the whole country, where they are at hand: what an import of them makes of every question.
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use agriatlas::domain::{Division, GeoPoint, RegionId, RegionLevel};
use agriatlas::geography::{BoundaryFile, BoundaryOptions, BoundaryPlan, Geography, UnitShape, derive_shapes, plan_boundaries};
use geo::algorithm::unary_union;
use geo::{
    BoundingRect, ChamberlainDuquetteArea, Contains, Distance, Euclidean, Line, LineString, MultiPolygon, Point, Polygon,
    Validation,
};

use crate::database::Database;
use crate::fixtures::GEOGRAPHY;

const METRES_PER_DEGREE: f64 = 111_320.0;

/// A file of the folder of official boundaries; `None`, with a word, where there is none.
fn official_file(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/boundaries");
    let folder = std::env::var_os("AGRIATLAS_TEST_BOUNDARIES").map_or_else(beside, PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no {name} in {}; AGRIATLAS_TEST_BOUNDARIES may name a folder that has it", folder.display());
    None
}

fn plan(bytes: &[u8]) -> BoundaryPlan {
    let options = BoundaryOptions { division: Division::Current, crs: None, leaves_out_refused: false };
    plan_boundaries("chính thức", BoundaryFile::read(bytes).unwrap(), GEOGRAPHY.gazetteer(), &[], options)
}

fn derived(plan: &BoundaryPlan) -> (Vec<UnitShape>, Geography) {
    let changed = derive_shapes(&plan.accepted, GEOGRAPHY.shapes(), GEOGRAPHY.gazetteer());
    (changed.clone(), GEOGRAPHY.with_boundaries(changed))
}

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    /// A number from 0 to 1.
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Whether a point inside a shape lies farther from its border than so many metres.
fn is_well_inside(shape: &MultiPolygon<f64>, point: Point<f64>, metres: f64) -> bool {
    let shrink = point.y().to_radians().cos();
    let in_metres = |place: geo::Coord<f64>| geo::Coord {
        x: (place.x - point.x()) * shrink * METRES_PER_DEGREE,
        y: (place.y - point.y()) * METRES_PER_DEGREE,
    };
    let rings = shape.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let mut lines = rings.flat_map(|ring| ring.lines()).map(|line| Line::new(in_metres(line.start), in_metres(line.end)));
    lines.all(|line| Euclidean.distance(&line, &Point::new(0.0, 0.0)) > metres)
}

fn km2<'a>(shapes: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> f64 {
    let ring = |ring: &LineString<f64>| Polygon::new(ring.clone(), Vec::new()).chamberlain_duquette_unsigned_area() / 1e6;
    let polygon = |polygon: &Polygon<f64>| ring(polygon.exterior()) - polygon.interiors().iter().map(ring).sum::<f64>();
    shapes.into_iter().flat_map(|shape| &shape.0).map(polygon).sum()
}

#[test]
fn locate_is_right_for_every_point_well_inside_a_commune() {
    let Some(path) = official_file("communes_all.geojson.gz") else { return };
    let plan = plan(&std::fs::read(path).unwrap());
    assert!(plan.report.is_accepted, "{}", plan.report.text(agriatlas::domain::Language::English));
    assert_eq!((plan.accepted.len(), plan.report.matched_by_code), (3_321, 3_321));
    let started = std::time::Instant::now();
    let (changed, geography) = derived(&plan);
    println!("{} shapes derived in {:?}", changed.len(), started.elapsed());

    let mut dice = Dice(20_251_121);
    let (mut asked, mut shared, mut without_former, mut other_former) = (0, 0, 0, 0);
    while asked < 20_000 {
        let at = (dice.roll() * plan.accepted.len() as f64) as usize;
        let unit = &plan.accepted[at];
        let area = unit.geometry.bounding_rect().unwrap();
        let place = Point::new(area.min().x + dice.roll() * area.width(), area.min().y + dice.roll() * area.height());
        if !unit.geometry.contains(&place) || !is_well_inside(&unit.geometry, place, 50.0) {
            continue;
        }
        asked += 1;
        let located = geography.shapes().locate(GeoPoint { lon: place.x(), lat: place.y() });
        let current = located.current.unwrap_or_else(|| panic!("nothing at {place:?}, in {}", unit.region));
        assert!(current.is_official, "{place:?}");
        if current.unit != unit.region {
            // The file itself gives some land to two communes; then either is right.
            let other = geography.shapes().get(current.unit).unwrap();
            assert!(other.geometry.contains(&place), "{place:?} lies in {}, not in {}", unit.region, current.unit);
            shared += 1;
        }
        match located.former {
            Some(former) => {
                // Where the file gives land to two communes, a former unit of either is right.
                let both = plan.accepted.iter().filter(|unit| unit.geometry.contains(&place)).map(|unit| unit.region);
                let mut known = both.chain([current.unit]).flat_map(|id| GEOGRAPHY.gazetteer().predecessors(id));
                other_former += usize::from(!known.any(|step| step.predecessor == former.unit));
            }
            None => without_former += 1,
        }
    }
    println!(
        "20000 points: {shared} in land of two communes, {without_former} without a former commune, {other_former} in one that went elsewhere"
    );
    assert!(shared < 20 && without_former < 20 && other_former < 20);

    // Both divisions share out the same land; every unit has a valid shape that is not empty.
    let of = |division: Division, level: RegionLevel| {
        let is_kind = move |id: RegionId| (id.division(), id.level()) == (division, level);
        changed.iter().filter(move |shape| is_kind(shape.region)).collect::<Vec<_>>()
    };
    let communes = km2(plan.accepted.iter().map(|shape| &*shape.geometry));
    for (division, level, count) in [
        (Division::Current, RegionLevel::Province, 34),
        (Division::Current, RegionLevel::Commune, 3_321),
        (Division::Former, RegionLevel::Province, 63),
        (Division::Former, RegionLevel::District, 696),
    ] {
        let shapes = of(division, level);
        let share = km2(shapes.iter().map(|shape| &*shape.geometry)) / communes;
        println!("{} {}: {} shapes, {share:.6} of the land", division.code(), level.code(), shapes.len());
        assert_eq!(shapes.len(), count);
        assert!((share - 1.0).abs() < 0.001, "{share}");
        assert!(shapes.iter().all(|shape| !shape.geometry.0.is_empty()));
    }
    let former = of(Division::Former, RegionLevel::Commune);
    println!("former communes with a shape: {} of 10035", former.len());
    assert_eq!(former.len(), 10_035);
    let invalid: Vec<_> = changed.iter().filter(|shape| !shape.geometry.is_valid()).map(|shape| shape.region).collect();
    assert!(invalid.is_empty(), "{} invalid: {:?}", invalid.len(), &invalid[..invalid.len().min(10)]);
}

#[test]
fn three_provinces_leave_the_rest_as_it_was() {
    let Some(path) = official_file("communes_hanoi_tuyenquang_phutho.geojson") else { return };
    let plan = plan(&std::fs::read(&path).unwrap());
    assert_eq!((plan.report.is_accepted, plan.accepted.len()), (true, 398));
    let (changed, geography) = derived(&plan);
    let is_official = |id: &str| geography.shapes().get(id.parse().unwrap()).is_some_and(|shape| shape.is_official);
    for province in ["01", "08", "25"] {
        assert!(is_official(province), "{province}");
    }
    assert!(!is_official("79") && !is_official("04"));
    // Far from the three provinces every shape is the very one that shipped.
    let can_tho: RegionId = "92".parse().unwrap();
    let changed_far = changed.iter().filter(|shape| {
        let of_province = |id: RegionId| id == can_tho || GEOGRAPHY.gazetteer().ancestors(id).any(|above| above.id == can_tho);
        of_province(shape.region)
    });
    assert_eq!(changed_far.count(), 0);
    for shape in GEOGRAPHY.gazetteer().regions().filter_map(|region| GEOGRAPHY.shapes().get(region.id)) {
        let now = geography.shapes().get(shape.region).unwrap();
        assert!(Arc::ptr_eq(&now.geometry, &shape.geometry) || changed.iter().any(|changed| changed.region == shape.region));
    }
    share_out_the_same_land(&geography);

    // The border of one province alone: its communes fit into it, those beside it keep out.
    let shapes: Vec<MultiPolygon<f64>> =
        plan.accepted.iter().filter(|shape| is_in(shape.region, "01")).map(|shape| (*shape.geometry).clone()).collect();
    let geometry = Arc::new(unary_union(&shapes));
    let hanoi = UnitShape { region: "01".parse().unwrap(), geometry, is_official: true };
    let changed = derive_shapes(std::slice::from_ref(&hanoi), GEOGRAPHY.shapes(), GEOGRAPHY.gazetteer());
    assert_eq!(changed.iter().filter(|shape| shape.is_official).map(|shape| shape.region).collect::<Vec<_>>(), [hanoi.region]);
    let geography = GEOGRAPHY.with_boundaries(changed);
    let communes: Vec<MultiPolygon<f64>> = GEOGRAPHY
        .gazetteer()
        .children(hanoi.region)
        .filter_map(|region| geography.shapes().get(region.id))
        .map(|shape| (*shape.geometry).clone())
        .collect();
    let share = km2(&communes) / km2([&*hanoi.geometry]);
    assert!((share - 1.0).abs() < 0.001, "{share}");
    share_out_the_same_land(&geography);
}

fn is_in(commune: RegionId, province: &str) -> bool {
    GEOGRAPHY.gazetteer().ancestors(commune).any(|above| above.id.to_string() == province)
}

/// Official and approximate shapes together are valid and neither overlap nor leave holes, at every level of both divisions.
fn share_out_the_same_land(geography: &Geography) {
    let of = |division: Division, level: RegionLevel| -> Vec<&UnitShape> {
        let ids = GEOGRAPHY.gazetteer().regions().map(|region| region.id);
        let ids = ids.filter(|id| (id.division(), id.level()) == (division, level));
        ids.filter_map(|id| geography.shapes().get(id)).collect()
    };
    let areas = |shapes: &[&UnitShape]| km2(shapes.iter().map(|shape| &*shape.geometry));
    let provinces = of(Division::Current, RegionLevel::Province);
    let land = km2([&unary_union(provinces.iter().map(|shape| &*shape.geometry))]);
    for (division, level) in [
        (Division::Current, RegionLevel::Province),
        (Division::Current, RegionLevel::Commune),
        (Division::Former, RegionLevel::Province),
        (Division::Former, RegionLevel::District),
    ] {
        let shapes = of(division, level);
        let share = areas(&shapes) / land;
        println!("{} {}: {} shapes, {share:.6} of the land", division.code(), level.code(), shapes.len());
        assert!((share - 1.0).abs() < 0.001, "{} {}: {share}", division.code(), level.code());
        let invalid: Vec<_> = shapes.iter().filter(|shape| !shape.geometry.is_valid()).map(|shape| shape.region).collect();
        assert!(invalid.is_empty(), "{invalid:?}");
    }
}

/// The binary takes the file of the country, and goes back.
#[test]
fn the_whole_country_is_imported_and_reset() {
    let Some(path) = official_file("communes_all.geojson.gz") else { return };
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut text).unwrap();
    let database = Database::sqlite();
    let path = database.write("communes_all.geojson", text);
    let outcome = database.run(&["boundaries", "import", &path, "--json"]);
    assert_eq!((outcome.code, &outcome.report()["units"]), (Some(0), &3_321.into()), "{}", outcome.err);
    let official = |text: &str| {
        let status = database.run(&["boundaries", "status", "--json"]).report();
        let counts = status["counts"].as_array().unwrap();
        let is_kind = |count: &&serde_json::Value| format!("{} {}", count["division"], count["level"]).replace('"', "") == text;
        counts.iter().find(is_kind).unwrap()["official"].as_u64().unwrap()
    };
    assert_eq!((official("current commune"), official("current province")), (3_321, 34));
    assert_eq!(database.run(&["boundaries", "reset"]).code, Some(0));
    assert_eq!((official("current commune"), official("current province")), (0, 0));
}
