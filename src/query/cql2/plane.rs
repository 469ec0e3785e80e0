//! From the numbers of a coordinate system to degrees of WGS 84; long straight sides of a plane become bent ones.
use geo::{Coord, coord};

use super::fault::refused;
use crate::geography::{Crs, EastNorth};
use crate::query::error::QueryError;

/// Largest number of metres taken.
const METRES_MAX: f64 = 1e9;
/// Between two points of a side at most so many metres, where the number of pieces allows: 1 km bends by less than 1 cm.
const PIECE_M: f64 = 1_000.0;
/// Most pieces of one line.
const PIECES_MAX: usize = 2_000;

/// A position within what the axes of the system can bear.
pub(super) fn place(crs: Crs, numbers: [f64; 2]) -> Result<EastNorth, QueryError> {
    let limits = match (crs.is_degrees(), crs.is_north_first()) {
        (false, _) => [METRES_MAX, METRES_MAX],
        (true, true) => [90.0, 180.0],
        (true, false) => [180.0, 90.0],
    };
    for (number, limit) in numbers.into_iter().zip(limits) {
        if !(-limit..=limit).contains(&number) {
            return Err(refused(
                format!("tọa độ {number} nằm ngoài khoảng −{limit} đến {limit} của {crs}"),
                format!("coordinate {number} is not from −{limit} to {limit} as {crs} has it"),
            ));
        }
    }
    Ok(crs.position(numbers))
}

/// A place in degrees of WGS 84.
pub(super) fn degrees(crs: Crs, place: EastNorth) -> Result<Coord<f64>, QueryError> {
    if matches!(crs, Crs::CRS84 | Crs::WGS84) {
        return Ok(coord! { x: place.east, y: place.north });
    }
    let point = crs.to_wgs84(place).ok_or_else(|| {
        let [first, second] = crs.ordered(place);
        refused(
            format!("điểm ({first} {second}) nằm ngoài vùng dùng được của {crs}"),
            format!("the point ({first} {second}) lies outside the area of use of {crs}"),
        )
    })?;
    Ok(coord! { x: point.lon, y: point.lat })
}

/// The places along a line in degrees of WGS 84, with more of them where it was straight on a plane.
pub(super) fn degrees_along(crs: Crs, line: &[EastNorth]) -> Result<Vec<Coord<f64>>, QueryError> {
    if crs.is_degrees() {
        return line.iter().map(|place| degrees(crs, *place)).collect();
    }
    let most = (PIECES_MAX / line.len().max(1)).max(1);
    let mut places = Vec::with_capacity(line.len());
    for (from, to) in line.iter().zip(line.iter().skip(1)) {
        let length = (to.east - from.east).hypot(to.north - from.north);
        let pieces = ((length / PIECE_M).ceil().clamp(1.0, most as f64)) as usize;
        for piece in 0..pieces {
            let share = piece as f64 / pieces as f64;
            let between = |from: f64, to: f64| from + (to - from) * share;
            let place = EastNorth { east: between(from.east, to.east), north: between(from.north, to.north) };
            places.push(degrees(crs, place)?);
        }
    }
    if let Some(last) = line.last() {
        places.push(degrees(crs, *last)?);
    }
    Ok(places)
}
