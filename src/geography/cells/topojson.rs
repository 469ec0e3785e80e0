//! The file of cells: TopoJSON whose only object holds one geometry per piece.
use std::fmt::Write;

use serde::Deserialize;

use super::membership::Piece;
use super::rings::polygons;
use super::topology::{Line, Place, STEPS_PER_DEGREE, Side, Topology};
use crate::domain::{Division, RegionId};

/// What the file says about itself, as members of its own beside those of TopoJSON.
const ABOUT: &[(&str, &str)] = &[
    ("title", "Ranh giới gần đúng của đơn vị hành chính Việt Nam / Approximate boundaries of administrative units of Vietnam"),
    (
        "note",
        "Ranh giới gần đúng, không có giá trị pháp lý / Approximate boundaries, derived by this program, without any legal meaning",
    ),
    (
        "source",
        "geodata/admin_units.csv, geodata/admin_succession.csv (package vietnamadminunits 1.0.4, MIT); geodata/land.geojson (Natural Earth 1:10m, public domain)",
    ),
    ("license", "MIT"),
    (
        "method",
        "Each point of a mesh goes to the former unit in whose box it lies deepest (sum of third powers of the offsets in half-widths and half-heights); where that unit was split, to the commune whose centre is nearest in parts of the square root of its area; borders run where the answer changes; kept to land. The id of a piece is the code of the former unit, a hyphen, and the code of the commune of today",
    ),
];

/// The text of the file; the same topology always gives the same bytes.
pub(super) fn write(topology: &Topology) -> String {
    let lines = &topology.lines;
    let [west, south, east, north] = extent(lines);
    let degrees = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
    let step = 1.0 / STEPS_PER_DEGREE;
    let mut text = String::from("{\"type\":\"Topology\"");
    for (name, value) in ABOUT {
        let _ = write!(text, ",\n\"{name}\":{}", serde_json::json!(value));
    }
    let _ = write!(text, ",\n\"bbox\":[{},{},{},{}]", degrees(west), degrees(south), degrees(east), degrees(north));
    let _ = write!(text, ",\n\"transform\":{{\"scale\":[{step},{step}],\"translate\":[{},{}]}}", degrees(west), degrees(south));
    text.push_str(",\n\"objects\":{\"pieces\":{\"type\":\"GeometryCollection\",\"geometries\":[");
    let sides = topology.sides_by(Some);
    for (number, (piece, sides)) in sides.iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        if let Some(piece) = usize::try_from(*piece).ok().and_then(|piece| topology.pieces.get(piece)) {
            write_piece(&mut text, *piece, sides, lines);
        }
    }
    text.push_str("\n]}},\n\"arcs\":[");
    for (number, line) in lines.iter().enumerate() {
        text.push_str(if number == 0 { "\n[" } else { ",\n[" });
        let mut before = [west, south];
        for (position, place) in line.places.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            let _ = write!(text, "{comma}[{},{}]", place[0] - before[0], place[1] - before[1]);
            before = *place;
        }
        text.push(']');
    }
    text.push_str("\n]}\n");
    text
}

fn extent(lines: &[Line]) -> [i32; 4] {
    let places = || lines.iter().flat_map(|line| &line.places);
    let (xs, ys) = (|| places().map(|place| place[0]), || places().map(|place| place[1]));
    [xs().min(), ys().min(), xs().max(), ys().max()].map(Option::unwrap_or_default)
}

fn write_piece(text: &mut String, piece: Piece, sides: &[Side], lines: &[Line]) {
    let polygons = polygons(sides, |side| walked(lines, side));
    let rings = polygons.iter().map(|polygon| {
        let rings = polygon.iter().map(|ring| ring.sides.iter().map(|side| reference(*side)).collect::<Vec<i64>>());
        rings.collect::<Vec<_>>()
    });
    let rings: Vec<Vec<Vec<i64>>> = rings.collect();
    let (kind, arcs) = match rings.as_slice() {
        [only] => ("Polygon", serde_json::json!(only)),
        many => ("MultiPolygon", serde_json::json!(many)),
    };
    let id = format!("{}-{}", piece.former.code(), piece.current.code());
    let _ = write!(text, "{{\"type\":\"{kind}\",\"id\":\"{id}\",\"arcs\":{arcs}}}");
}

/// How TopoJSON names a line, or its reverse.
fn reference(side: Side) -> i64 {
    let line = i64::from(side.line);
    if side.is_forward { line } else { !line }
}

/// The places of a line in the direction of a side.
pub(super) fn walked(lines: &[Line], side: Side) -> Vec<Place> {
    let line = usize::try_from(side.line).ok().and_then(|line| lines.get(line));
    let mut places = line.map(|line| line.places.clone()).unwrap_or_default();
    if !side.is_forward {
        places.reverse();
    }
    places
}

#[derive(Deserialize)]
struct File<'a> {
    transform: Transform,
    #[serde(borrow)]
    objects: Objects<'a>,
    arcs: Vec<Vec<Place>>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects<'a> {
    #[serde(borrow)]
    pieces: Collection<'a>,
}

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    geometries: Vec<Geometry<'a>>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    id: &'a str,
    arcs: Arcs,
}

/// The arcs of a polygon, or of several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Arcs {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

impl Arcs {
    fn references(&self) -> Vec<i64> {
        match self {
            Self::Polygon(rings) => rings.iter().flatten().copied().collect(),
            Self::MultiPolygon(polygons) => polygons.iter().flatten().flatten().copied().collect(),
        }
    }
}

/// Reads the file.
///
/// # Errors
/// Says what is malformed.
pub(super) fn read(text: &str) -> Result<Topology, String> {
    let file: File<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let origin = file.transform.translate.map(|degrees| (degrees * STEPS_PER_DEGREE).round());
    let step = file.transform.scale.map(|scale| scale * STEPS_PER_DEGREE);
    if step.iter().any(|step| (step - 1.0).abs() > 1e-9) {
        return Err(format!("unexpected scale {:?}", file.transform.scale));
    }
    #[allow(clippy::cast_possible_truncation, reason = "degrees times steps fit")]
    let origin = origin.map(|steps| steps as i32);
    let mut lines: Vec<Line> = file.arcs.into_iter().map(|arc| undone(arc, origin)).collect();
    let mut pieces = Vec::with_capacity(file.objects.pieces.geometries.len());
    for (number, geometry) in (0..).zip(&file.objects.pieces.geometries) {
        pieces.push(piece(geometry.id).ok_or_else(|| format!("unexpected id {:?}", geometry.id))?);
        for reference in geometry.arcs.references() {
            let (line, is_forward) = if reference < 0 { (!reference, false) } else { (reference, true) };
            let line = usize::try_from(line).ok().and_then(|line| lines.get_mut(line));
            let line = line.ok_or_else(|| format!("no arc {reference}"))?;
            *(if is_forward { &mut line.left } else { &mut line.right }) = Some(number);
        }
    }
    Ok(Topology { pieces, lines })
}

/// The line of an arc that gives each place by its difference from the one before.
fn undone(arc: Vec<Place>, origin: Place) -> Line {
    let places = arc.into_iter().scan(origin, |place, [dx, dy]| {
        *place = [place[0] + dx, place[1] + dy];
        Some(*place)
    });
    Line { places: places.collect(), left: None, right: None }
}

fn piece(id: &str) -> Option<Piece> {
    let (former, current) = id.split_once('-')?;
    let former: RegionId = format!("2024-{former}").parse().ok()?;
    let current: RegionId = current.parse().ok()?;
    (former.division() == Division::Former).then_some(Piece { former, current })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let id = |text: &str| text.parse().unwrap();
        let piece = |former, current| Piece { former: id(former), current: id(current) };
        let line = |places: &[Place], left, right| Line { places: places.to_vec(), left, right };
        let topology = Topology {
            pieces: vec![piece("2024-498", "20333"), piece("2024-00001", "00097"), piece("2024-00004", "00004")],
            lines: vec![
                line(&[[40, 0], [50, 0], [50, 10], [40, 0]], Some(0), None),
                line(&[[10, 0], [10, 10]], Some(1), Some(2)),
                line(&[[10, 10], [0, 10], [0, 0], [10, 0]], Some(1), None),
                line(&[[10, 10], [20, 10], [20, 0], [10, 0]], None, Some(2)),
            ],
        };
        let text = write(&topology);
        assert_eq!(read(&text).unwrap(), topology);
        assert_eq!(write(&read(&text).unwrap()), text);
    }

    #[test]
    fn a_broken_file_is_refused() {
        let text = write(&Topology::default());
        assert!(read(&text).is_ok());
        assert!(read(text.get(..text.len() / 2).unwrap()).is_err());
        let foreign = |from: &str, to: &str| read(&text.replace(from, to));
        assert!(foreign("\"scale\":[", "\"scale\":[7").is_err());
        let geometry = |id: &str, arcs: &str| {
            foreign("\"geometries\":[", &format!("\"geometries\":[{{\"type\":\"Polygon\",\"id\":\"{id}\",\"arcs\":{arcs}}}"))
        };
        assert!(geometry("00001-00097", "[]").is_ok());
        assert!(geometry("00001", "[]").is_err());
        assert!(geometry("00001-00097", "[[5]]").is_err());
    }
}
