//! The point a row gives: degrees or metres, in two columns or one, in whichever coordinate system, as a point of WGS 84.
use super::angle::{Angle, Axis};
use super::assumption::Assumption;
use super::columns::Column;
use super::coordinate_pair::{Pair, no_coordinate, pair, pair_in_one_cell};
use super::field::Field;
use super::file_row::FileRow;
use super::point_findings::{
    conflicting, half_a_plane_point, half_a_point, metres_in_degrees, one_axis_twice, outside, outside_plane, swapped, too_large,
    zero,
};
use super::zone::{Stated, guessed_zone, stated_system};
use crate::domain::{Finding, GeoPoint, Placement, VIETNAM};
use crate::gazetteer::Gazetteer;
use crate::geography::{Crs, EastNorth, PlaneReading};

/// Every northing of Vietnam's mainland is larger than this, every easting smaller.
const BETWEEN_NORTH_AND_EAST: f64 = 880_000.0;
/// Metres by which two positions of one row may differ.
const SAME_POINT_M: f64 = 1.0;

/// A point, the plane coordinates it was read from, and what was taken for granted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GivenPoint {
    pub point: GeoPoint,
    pub plane: Option<PlaneReading>,
    pub assumptions: Vec<Assumption>,
}

/// What reading a point needs beside the row itself.
pub(super) struct PointReader<'a> {
    pub row: &'a FileRow,
    /// The coordinate system the person who imports chose.
    pub asked: Option<Crs>,
    /// The units of the row's address.
    pub placement: &'a Placement,
    pub gazetteer: &'a Gazetteer,
}

/// Where in the row two coordinates stand.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Columns of longitude and latitude.
    Degrees,
    /// Columns X and Y.
    Plane,
    /// One column for both.
    Together,
}

impl Place {
    /// The columns, in the order in which the pair is read.
    const fn columns(self) -> [Column; 2] {
        match self {
            Self::Degrees => [Column::Lon, Column::Lat],
            Self::Plane => [Column::X, Column::Y],
            Self::Together => [Column::Coordinates, Column::Coordinates],
        }
    }
}

impl PointReader<'_> {
    /// The point of the row: nothing where no column speaks of it, none where they are empty. Longitude and latitude come
    /// before X and Y, since an export has both.
    pub(super) fn read(&self, findings: &mut Vec<Finding>) -> Field<Option<GivenPoint>> {
        let places = [Place::Degrees, Place::Plane, Place::Together];
        let is_there = |place: &Place| place.columns().into_iter().any(|column| self.row.cell(column).is_some());
        if !places.iter().any(is_there) {
            return Field::Keep;
        }
        let stated = match stated_system(self.row, self.asked) {
            Ok(stated) => stated,
            Err(finding) => {
                findings.push(finding);
                return Field::Set(None);
            }
        };
        let mut first: Option<GivenPoint> = None;
        for place in places.into_iter().filter(is_there) {
            match (self.read_place(place, stated.as_ref()), &first) {
                (Ok(Some(found)), None) => first = Some(found),
                (Ok(Some(found)), Some(first)) => {
                    let metres = first.point.metres_to(found.point);
                    if metres > SAME_POINT_M {
                        let [column, _] = place.columns();
                        findings.push(self.row.at(column, conflicting(metres)));
                    }
                }
                (Ok(None), _) => {}
                (Err(finding), _) => findings.push(finding),
            }
        }
        Field::Set(first)
    }

    fn read_place(&self, place: Place, stated: Option<&Stated>) -> Result<Option<GivenPoint>, Finding> {
        let [first, second] = place.columns();
        let cell = |column: Column| self.row.cell(column).filter(|cell| !cell.is_empty());
        if place == Place::Together {
            let Some(text) = cell(first) else { return Ok(None) };
            let is_plausible = |pair: &Pair| self.point(place, *pair, stated).is_ok();
            let pair = pair_in_one_cell(text, is_plausible).map_err(|finding| self.row.at(first, finding))?;
            return self.point(place, pair, stated).map(Some);
        }
        let half = if place == Place::Degrees { half_a_point } else { half_a_plane_point };
        let cells = match (cell(first), cell(second)) {
            (Some(one), Some(other)) => [one, other],
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(self.row.at(second, half())),
            (None, Some(_)) => return Err(self.row.at(first, half())),
        };
        let pair = pair(cells).map_err(|fault| {
            let column = if fault.is_first { first } else { second };
            self.row.at(column, no_coordinate(self.row.cell(column).unwrap_or_default()))
        })?;
        self.point(place, pair, stated).map(Some)
    }

    fn point(&self, place: Place, pair: Pair, stated: Option<&Stated>) -> Result<GivenPoint, Finding> {
        match pair {
            Pair::Degrees(angles) => self.of_degrees(place, angles, stated),
            Pair::Metres(metres) => self.of_metres(place, metres, stated),
        }
    }

    fn of_degrees(&self, place: Place, angles: [Angle; 2], stated: Option<&Stated>) -> Result<GivenPoint, Finding> {
        let [column, second_column] = place.columns();
        let at = |finding| self.row.at(column, finding);
        let [first, second] = angles.map(|angle| angle.degrees);
        let longitude_first = match angles.map(|angle| angle.axis) {
            [Some(a), Some(b)] if a == b => return Err(at(one_axis_twice())),
            [Some(axis), _] => axis == Axis::Longitude,
            [None, Some(axis)] => axis == Axis::Latitude,
            [None, None] if place == Place::Degrees => true,
            // X, Y and one cell for both are written either way; longitude and latitude of Vietnam never mix.
            [None, None] => first > second,
        };
        let (lon, lat) = if longitude_first { (first, second) } else { (second, first) };
        if lon == 0.0 && lat == 0.0 {
            return Err(at(zero()));
        }
        let stated = stated.filter(|stated| stated.crs.is_degrees());
        let crs = stated.map_or(Crs::CRS84, |stated| stated.crs);
        let point = crs.to_wgs84(EastNorth { east: lon, north: lat });
        let point = point.filter(|point| VIETNAM.contains(*point)).ok_or_else(|| {
            let is_swapped = VIETNAM.contains(GeoPoint { lon: lat, lat: lon });
            at(if is_swapped { swapped(lon, lat) } else { outside(lon, lat) })
        })?;
        let mut assumptions = Vec::new();
        if crs == Crs::VN2000 {
            assumptions.extend(stated.cloned().map(Assumption::System));
        }
        let titles = [column, second_column].map(|column| self.row.title(column).unwrap_or_default().to_owned());
        let [first, second] = titles;
        match place {
            Place::Degrees if !longitude_first => assumptions.push(Assumption::Exchanged { first, second }),
            Place::Plane => assumptions.push(Assumption::DegreesForMetres { first, second }),
            Place::Degrees | Place::Together => {}
        }
        let point = if crs == Crs::VN2000 { tidied(point) } else { point };
        Ok(GivenPoint { point, plane: None, assumptions })
    }

    fn of_metres(&self, place: Place, metres: [f64; 2], stated: Option<&Stated>) -> Result<GivenPoint, Finding> {
        let columns @ [column, _] = place.columns();
        let at = |finding| self.row.at(column, finding);
        let [first, second] = metres;
        if first == 0.0 && second == 0.0 {
            return Err(at(zero()));
        }
        if place == Place::Degrees && first.abs().max(second.abs()) < 1_000.0 {
            let position = usize::from(first.abs() <= 180.0);
            let column = columns.get(position).copied().unwrap_or(column);
            return Err(self.row.at(column, too_large(self.row.cell(column).unwrap_or_default())));
        }
        let stated = match stated {
            Some(stated) if stated.crs.is_degrees() => return Err(at(metres_in_degrees(stated.crs))),
            Some(stated) => stated.clone(),
            None => guessed_zone(self.placement, self.gazetteer).ok_or_else(|| at(outside_plane(metres, None, None)))?,
        };
        // Longitude comes first in its columns; X, and the first of two in one cell, is the northing.
        let north_first_by_title = place != Place::Degrees;
        let north_first = self.is_north_first(stated.crs, metres, north_first_by_title);
        let position = match north_first {
            true => EastNorth { east: second, north: first },
            false => EastNorth { east: first, north: second },
        };
        let reading = PlaneReading { crs: stated.crs, position };
        let point = stated.crs.to_wgs84(position).filter(|point| VIETNAM.contains(*point));
        let point = point.ok_or_else(|| at(outside_plane(metres, Some(stated.crs), Some(position))))?;
        let mut assumptions = vec![Assumption::System(stated)];
        let titles = columns.map(|column| self.row.title(column).unwrap_or_default().to_owned());
        let [first, second] = titles;
        match place {
            Place::Plane if north_first != north_first_by_title => assumptions.push(Assumption::Exchanged { first, second }),
            Place::Degrees => assumptions.push(Assumption::MetresForDegrees { first, second }),
            Place::Plane | Place::Together => {}
        }
        Ok(GivenPoint { point: tidied(point), plane: Some(reading), assumptions })
    }

    /// Whether the first number is the northing: the sizes tell, and where they do not, the titles.
    fn is_north_first(&self, crs: Crs, [first, second]: [f64; 2], by_title: bool) -> bool {
        if crs.is_zone() {
            match (first > BETWEEN_NORTH_AND_EAST, second > BETWEEN_NORTH_AND_EAST) {
                (true, false) => true,
                (false, true) => false,
                // Far out among the islands both may be large.
                _ => by_title,
            }
        } else {
            let is_vietnam = |east, north| crs.to_wgs84(EastNorth { east, north }).is_some_and(|point| VIETNAM.contains(point));
            is_vietnam(second, first) || (by_title && !is_vietnam(first, second))
        }
    }
}

/// A transformed point to a tenth of a millimetre: beyond that its digits mean nothing.
fn tidied(point: GeoPoint) -> GeoPoint {
    let tidy = |degrees: f64| (degrees * 1e9).round() / 1e9;
    GeoPoint { lon: tidy(point.lon), lat: tidy(point.lat) }
}
