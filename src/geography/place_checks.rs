//! Whether a site's own point can be where its record says it is: in its commune, in Vietnam, on land, in the right zone.
use super::border_distance::{km_outside, km_to};
use super::crs::Crs;
use super::plane_reading::PlaneReading;
use super::shapes::Shapes;
use crate::domain::{Finding, FindingCode, GeoPoint, Message, Placement, PositionAccuracy, RegionId, RegionLevel, VIETNAM};
use crate::gazetteer::Gazetteer;

/// How far outside an official boundary a point may lie.
const OFFICIAL_KM: f64 = 0.1;
/// How far outside an approximate cell.
const APPROXIMATE_KM: f64 = 3.0;
/// How far from every unit a point is at sea.
const SHORE_KM: f64 = 1.0;

/// How near another zone must bring a point to be suspected.
const FIT_KM: f64 = 1.0;

/// What points are held against.
#[derive(Clone, Copy)]
pub struct Terrain<'a> {
    /// The units and their names.
    pub gazetteer: &'a Gazetteer,
    /// Their shapes; where a unit has none, nothing is said about it.
    pub shapes: &'a Shapes,
    /// Whether a point lies on the land of another country.
    pub is_foreign_land: &'a (dyn Fn(GeoPoint) -> bool + 'a),
}

/// The units a placement says its site lies in: the finest it knows. A split former commune leaves several open.
pub fn declared_units(placement: &Placement, gazetteer: &Gazetteer) -> Vec<RegionId> {
    let successors = |id: RegionId| gazetteer.successors(id).into_iter().map(|step| step.successor).collect::<Vec<_>>();
    match (placement.commune, placement.commune_is_certain, placement.former_commune) {
        (Some(_), Some(false), Some(former)) => successors(former),
        (Some(commune), _, _) => vec![commune],
        (None, _, Some(former)) => vec![former],
        (None, _, None) => placement.former_district.or(placement.former_province).or(placement.province).into_iter().collect(),
    }
}

/// What is wrong with the site's own point; nothing for the centre of a unit. `plane` is what the point was read from.
pub fn check_place(placement: &Placement, plane: Option<&PlaneReading>, terrain: Terrain<'_>) -> Option<Finding> {
    let point = placement.point.filter(|_| placement.accuracy.is_some_and(PositionAccuracy::is_own_point))?;
    if !VIETNAM.contains(point) {
        return Some(Finding::refused(FindingCode::OutsideVietnam, outside_vietnam(point)));
    }
    let declared = declared_units(placement, terrain.gazetteer);
    let nearest = nearest_of(&declared, point, terrain.shapes);
    if let (Some(reading), Some(nearest)) = (plane, &nearest)
        && let Some(fit_km) = nearest.suspicious_zone(is_in_other_province(placement, point, terrain))
        && let Some(zone) = reading.better_zone(&declared, placement, terrain.shapes, fit_km)
    {
        return Some(Finding::warning(FindingCode::WrongMeridian, wrong_meridian(reading.crs, zone, nearest, terrain.gazetteer)));
    }
    let is_in_unit = terrain.shapes.locate(point).current.is_some();
    if !is_in_unit && (terrain.is_foreign_land)(point) {
        return Some(Finding::warning(FindingCode::OnForeignLand, on_foreign_land(nearest.as_ref(), terrain.gazetteer)));
    }
    if !is_in_unit && !terrain.shapes.is_empty() && !is_near_any_unit(point, terrain.shapes) {
        return Some(Finding::warning(FindingCode::AtSea, at_sea(nearest.as_ref(), terrain.gazetteer)));
    }
    let outside = nearest.filter(|nearest| nearest.km > nearest.tolerance_km())?;
    Some(Finding::warning(FindingCode::OutsideDeclaredUnit, outside_unit(&outside, point, terrain)))
}

/// The declared unit nearest to the point.
struct Nearest {
    unit: RegionId,
    km: f64,
    is_official: bool,
}

impl Nearest {
    fn tolerance_km(&self) -> f64 {
        if self.is_official { OFFICIAL_KM } else { APPROXIMATE_KM }
    }

    /// How near another zone must bring a point that lies so far off: far away within a kilometre, else inside; nothing
    /// where the point lies well enough.
    fn suspicious_zone(&self, in_other_province: bool) -> Option<f64> {
        let is_far = self.km > APPROXIMATE_KM || (in_other_province && self.km > self.tolerance_km());
        (self.km > self.tolerance_km()).then_some(if is_far { FIT_KM } else { 0.0 })
    }
}

fn nearest_of(declared: &[RegionId], point: GeoPoint, shapes: &Shapes) -> Option<Nearest> {
    let distances = declared.iter().filter_map(|unit| {
        let is_official = shapes.get(*unit)?.is_official;
        Some(Nearest { unit: *unit, km: km_outside(shapes, point, *unit)?, is_official })
    });
    distances.min_by(|a, b| a.km.total_cmp(&b.km))
}

fn is_in_other_province(placement: &Placement, point: GeoPoint, terrain: Terrain<'_>) -> bool {
    let here = terrain.shapes.locate(point).current.map(|found| found.unit);
    let province = here.and_then(|unit| terrain.gazetteer.ancestors(unit).map(|above| above.id).last().or(Some(unit)));
    matches!((province, placement.province), (Some(found), Some(declared)) if found != declared)
}

fn is_near_any_unit(point: GeoPoint, shapes: &Shapes) -> bool {
    shapes.near(point, SHORE_KM).any(|shape| km_to(point, &shape.geometry) <= SHORE_KM)
}

fn name(id: RegionId, gazetteer: &Gazetteer) -> String {
    let own = gazetteer.region(id).map(|region| region.full_name.clone()).unwrap_or_else(|| id.to_string());
    match gazetteer.ancestors(id).last().filter(|_| id.level() == RegionLevel::Commune) {
        Some(province) => format!("{own}, {}", province.full_name),
        None => own,
    }
}

/// Kilometres as people say them: a decimal below a hundred.
fn kilometres(km: f64) -> String {
    if km < 100.0 { format!("{km:.1}") } else { format!("{km:.0}") }
}

fn boundary(is_official: bool) -> Message {
    match is_official {
        true => Message::new("ranh giới chính thức", "official boundary"),
        false => Message::new("ranh giới gần đúng", "approximate boundary"),
    }
}

/// “3,4 km outside X (approximate boundary)”.
fn distance(nearest: &Nearest, gazetteer: &Gazetteer) -> Message {
    let (km, unit, boundary) = (kilometres(nearest.km), name(nearest.unit, gazetteer), boundary(nearest.is_official));
    Message::new(
        format!("cách {unit} {} km ({})", km.replace('.', ","), boundary.vi),
        format!("{km} km outside {unit} ({})", boundary.en),
    )
}

fn outside_vietnam(point: GeoPoint) -> Message {
    let GeoPoint { lon, lat } = point;
    Message::new(
        format!("Điểm {lon}, {lat} nằm ngoài Việt Nam: kinh độ từ 102 đến 118, vĩ độ từ 4,5 đến 23,6."),
        format!("Point {lon}, {lat} lies outside Vietnam: longitude 102 to 118, latitude 4.5 to 23.6."),
    )
}

fn outside_unit(nearest: &Nearest, point: GeoPoint, terrain: Terrain<'_>) -> Message {
    let away = distance(nearest, terrain.gazetteer);
    let located = terrain.shapes.locate(point);
    match located.current.or(located.former).map(|found| name(found.unit, terrain.gazetteer)) {
        Some(found) => Message::new(
            format!("Điểm nằm ngoài địa bàn đã ghi: {}, thuộc {found}.", away.vi),
            format!("The point lies outside the unit stated: {}, in {found}.", away.en),
        ),
        None => Message::new(
            format!("Điểm nằm ngoài địa bàn đã ghi: {}.", away.vi),
            format!("The point lies outside the unit stated: {}.", away.en),
        ),
    }
}

fn wrong_meridian(used: Crs, better: Crs, nearest: &Nearest, gazetteer: &Gazetteer) -> Message {
    let (away, unit) = (distance(nearest, gazetteer), name(nearest.unit, gazetteer));
    let (used, better) = (used.label(), better.label());
    Message::new(
        format!(
            "Có thể sai kinh tuyến trục: đọc theo {} thì điểm {}; theo {} thì điểm nằm trong hoặc sát {unit}.",
            used.vi, away.vi, better.vi
        ),
        format!(
            "The central meridian may be wrong: by {} the point lies {}; by {} it lies in or beside {unit}.",
            used.en, away.en, better.en
        ),
    )
}

fn at_sea(nearest: Option<&Nearest>, gazetteer: &Gazetteer) -> Message {
    match nearest.map(|nearest| distance(nearest, gazetteer)) {
        Some(away) => Message::new(format!("Điểm nằm ngoài biển, {}.", away.vi), format!("The point lies at sea, {}.", away.en)),
        None => Message::new("Điểm nằm ngoài biển.", "The point lies at sea."),
    }
}

fn on_foreign_land(nearest: Option<&Nearest>, gazetteer: &Gazetteer) -> Message {
    match nearest.map(|nearest| distance(nearest, gazetteer)) {
        Some(away) => Message::new(
            format!("Điểm nằm trên đất nước khác, {}.", away.vi),
            format!("The point lies on the land of another country, {}.", away.en),
        ),
        None => Message::new("Điểm nằm trên đất nước khác.", "The point lies on the land of another country."),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use geo::{MultiPolygon, Rect, coord};

    use super::*;
    use crate::geography::{EastNorth, UnitShape};

    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::shipped().unwrap());

    fn shapes(is_official: bool) -> Shapes {
        let shape = |id: &str, [west, south, east, north]: [f64; 4]| UnitShape {
            region: id.parse().unwrap(),
            geometry: Arc::new(MultiPolygon::from(vec![
                Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon(),
            ])),
            is_official,
        };
        let communes = [
            shape("09784", [105.63, 21.05, 105.70, 21.13]),
            shape("04792", [105.75, 21.05, 105.80, 21.13]),
            shape("01", [105.3, 20.6, 105.7, 21.3]),
        ];
        Shapes::new(communes, |id| id.level() == RegionLevel::Commune)
    }

    fn placed(lon: f64, lat: f64) -> Placement {
        Placement {
            point: Some(GeoPoint { lon, lat }),
            accuracy: Some(PositionAccuracy::Reported),
            province: "01".parse().ok(),
            former_province: "2024-01".parse().ok(),
            commune: "09784".parse().ok(),
            commune_is_certain: Some(true),
            ..Placement::default()
        }
    }

    fn check(
        placement: &Placement,
        plane: Option<&PlaneReading>,
        is_official: bool,
        is_foreign: bool,
    ) -> Option<(FindingCode, String)> {
        let shapes = shapes(is_official);
        let is_foreign_land = |_| is_foreign;
        let terrain = Terrain { gazetteer: &GAZETTEER, shapes: &shapes, is_foreign_land: &is_foreign_land };
        check_place(placement, plane, terrain).map(|finding| (finding.code, finding.message.vi))
    }

    #[test]
    fn the_tolerance_is_that_of_the_boundary() {
        assert_eq!(check(&placed(105.68, 21.09), None, true, false), None);
        // 1 km east of the commune, in no unit but near this one.
        let beside = placed(105.709, 21.09);
        assert_eq!(check(&beside, None, false, false), None);
        let (code, words) = check(&beside, None, true, false).unwrap();
        assert_eq!(code, FindingCode::OutsideDeclaredUnit);
        assert!(words.contains("0,9 km (ranh giới chính thức)"), "{words}");
        let (code, words) = check(&placed(105.77, 21.09), None, false, false).unwrap();
        assert_eq!(code, FindingCode::OutsideDeclaredUnit);
        assert!(words.contains("7,3 km (ranh giới gần đúng)") && words.contains("thuộc Phường Tân Hòa, Tỉnh Phú Thọ"), "{words}");
    }

    #[test]
    fn the_sea_and_other_countries_have_their_own_words() {
        let away = placed(107.5, 20.0);
        assert_eq!(check(&away, None, false, false).unwrap().0, FindingCode::AtSea);
        assert_eq!(check(&away, None, false, true).unwrap().0, FindingCode::OnForeignLand);
        assert_eq!(check(&placed(2.35, 48.86), None, false, false).unwrap().0, FindingCode::OutsideVietnam);
        let centre = Placement { accuracy: Some(PositionAccuracy::Commune), ..away };
        assert_eq!(check(&centre, None, false, false), None, "only a point of its own can be wrong");
    }

    #[test]
    fn where_nothing_is_known_of_shapes_nothing_is_said() {
        let nothing = Shapes::new([], |_| true);
        let terrain = Terrain { gazetteer: &GAZETTEER, shapes: &nothing, is_foreign_land: &|_| false };
        assert_eq!(check_place(&placed(107.5, 20.0), None, terrain), None);
    }

    #[test]
    fn the_zone_that_fits_is_named() {
        let true_zone = Crs::tm3(105.75).unwrap();
        let position = true_zone.of_wgs84(GeoPoint { lon: 105.68, lat: 21.09 }).unwrap();
        let used = Crs::tm3(105.0).unwrap();
        let read = used.to_wgs84(position).unwrap();
        let reading = PlaneReading { crs: used, position };
        let (code, words) = check(&placed(read.lon, read.lat), Some(&reading), false, false).unwrap();
        assert_eq!(code, FindingCode::WrongMeridian);
        assert!(words.contains("theo kinh tuyến trục 105°45′, múi 3° (EPSG:9210)"), "{words}");
        // Nothing fits: the distance alone is told.
        let nowhere = PlaneReading { crs: used, position: EastNorth { east: 500_000.0, north: 1_200_000.0 } };
        assert_ne!(check(&placed(read.lon, read.lat), Some(&nowhere), false, false).unwrap().0, FindingCode::WrongMeridian);
    }

    #[test]
    fn the_scale_of_the_other_zone_shows_by_official_boundaries() {
        let point = GeoPoint { lon: 105.68, lat: 21.052 };
        let position = Crs::UTM_48N.of_wgs84(point).unwrap();
        let used = Crs::tm3(105.0).unwrap();
        let read = used.to_wgs84(position).unwrap();
        let (south_of_it, reading) = (placed(read.lon, read.lat), PlaneReading { crs: used, position });
        let (code, words) = check(&south_of_it, Some(&reading), true, false).unwrap();
        assert_eq!(code, FindingCode::WrongMeridian);
        assert!(words.contains("múi 6° (EPSG:3405)"), "{words}");
        assert_eq!(check(&south_of_it, Some(&reading), false, false), None, "a cell is not as fine");
    }

    #[test]
    fn a_split_commune_leaves_its_successors_open() {
        let split = Placement {
            commune: "09784".parse().ok(),
            commune_is_certain: Some(false),
            former_commune: "2024-09823".parse().ok(),
            ..Placement::default()
        };
        let successors = declared_units(&split, &GAZETTEER);
        assert!(!successors.is_empty() && successors.iter().all(|id| id.level() == RegionLevel::Commune));
        let province = Placement { province: "01".parse().ok(), ..Placement::default() };
        assert_eq!(declared_units(&province, &GAZETTEER), ["01".parse().unwrap()]);
    }
}
