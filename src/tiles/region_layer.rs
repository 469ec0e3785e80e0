//! The layer of administrative units: their shapes, as coarse as the zoom level allows, cut at the edges of the tile.
use std::borrow::Cow;

use super::field::{Field, FieldKind};
use super::mercator::Tile;
use super::rings::{BUFFER, rings};
use super::vector_tile::{LayerWriter, Shape, Value};
use crate::domain::{BoundingBox, Division, Region, RegionId, RegionLevel};
use crate::query::RegionLayerQuery;
use crate::snapshot::Snapshot;

pub(super) const NAME: &str = "regions";

pub(super) const FIELDS: &[Field] = &[
    Field::new("id", FieldKind::Text, "Mã đơn vị hành chính", "Identifier of the administrative unit"),
    Field::new("name", FieldKind::Text, "Tên", "Name"),
    Field::new("full_name", FieldKind::Text, "Tên đầy đủ", "Name with its type word"),
    Field::new("level", FieldKind::Text, "Cấp: province, district, commune", "Level: province, district, commune"),
    Field::new("division", FieldKind::Text, "Bản đồ: current (mới), former (cũ)", "Division: current, former"),
    Field::new("is_official", FieldKind::Flag, "Ranh giới chính thức hay không", "Whether the boundary is official"),
    Field::new(
        "boundary",
        FieldKind::Text,
        "official: ranh giới chính thức; approximate: ranh giới gần đúng",
        "official or approximate boundary",
    ),
];

/// How far, in units of the tile, a border may lie from the full one: half a pixel of a tile of 512.
const TOLERANCE: f64 = 4.0;

/// The tile with the units asked for; nothing where there are none.
pub(super) fn tile(snapshot: &Snapshot, query: &RegionLayerQuery, tile: Tile) -> Vec<u8> {
    let shapes = snapshot.geography().shapes();
    let window = tile.bounds(f64::from(BUFFER));
    let tolerance_m = TOLERANCE * tile.metres_per_unit();
    let mut layer = LayerWriter::new(NAME);
    for region in asked(snapshot, query, levels(query, tile.zoom())) {
        if !shapes.bbox(region.id).is_some_and(|area| meet(area, window)) {
            continue;
        }
        let (Some(full), Some(simplified)) = (shapes.get(region.id), shapes.simplified(region.id, tolerance_m)) else { continue };
        let rings = rings(&simplified, tile);
        if rings.is_empty() {
            continue;
        }
        let properties = [
            ("id", Value::Text(Cow::Owned(region.id.to_string()))),
            ("name", Value::text(&region.name)),
            ("full_name", Value::text(&region.full_name)),
            ("level", Value::text(region.id.level().code())),
            ("division", Value::text(region.id.division().code())),
            ("is_official", Value::Flag(full.is_official)),
            ("boundary", Value::text(if full.is_official { "official" } else { "approximate" })),
        ];
        layer.add(region_number(region.id), &Shape::Polygons(rings), properties);
    }
    layer.finish()
}

/// The box around all units asked for.
pub(super) fn bounds(snapshot: &Snapshot, query: &RegionLayerQuery) -> Option<BoundingBox> {
    let shapes = snapshot.geography().shapes();
    let boxes = asked(snapshot, query, query.levels.clone()).filter_map(|region| shapes.bbox(region.id));
    boxes.reduce(BoundingBox::joined)
}

/// The levels asked for, else the one whose units are neither specks nor larger than the screen.
fn levels(query: &RegionLayerQuery, zoom: u8) -> Vec<RegionLevel> {
    if !query.levels.is_empty() {
        return query.levels.clone();
    }
    vec![match (query.division, zoom) {
        (_, 0..=6) | (Division::Current, 7) => RegionLevel::Province,
        (Division::Former, 7..=9) => RegionLevel::District,
        _ => RegionLevel::Commune,
    }]
}

/// The units asked for of these levels; of all levels where there are none.
fn asked<'a>(
    snapshot: &'a Snapshot,
    query: &'a RegionLayerQuery,
    levels: Vec<RegionLevel>,
) -> impl Iterator<Item = &'a Region> + 'a {
    let gazetteer = snapshot.gazetteer();
    let is_within = move |id: RegionId| gazetteer.ancestors(id).any(|above| query.parents.contains(&above.id));
    gazetteer.regions().filter(move |region| {
        region.id.division() == query.division
            && (levels.is_empty() || levels.contains(&region.id.level()))
            && (query.parents.is_empty() || is_within(region.id))
    })
}

fn meet(a: BoundingBox, b: BoundingBox) -> bool {
    a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
}

/// A whole number for each unit, the same in every tile and at every revision.
fn region_number(id: RegionId) -> u64 {
    let code: u64 = id.code().parse().unwrap_or(0);
    let level = RegionLevel::ALL.iter().position(|level| *level == id.level()).unwrap_or(0) as u64;
    (((code << 2) | level) << 1) | u64::from(id.division() == Division::Former)
}
