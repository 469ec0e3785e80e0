//! The layer of sites: each site from zoom level 12 on, before that one cluster for each cell in which there are several.
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::field::{Field, FieldKind};
use super::mercator::{GridPoint, GridSum, Tile};
use super::vector_tile::{LayerWriter, Shape, Value};
use crate::domain::{BoundingBox, GeoPoint, RegionId, Sector, SiteId, SiteKind};
use crate::query::Filter;
use crate::snapshot::Snapshot;

/// The zoom level from which on every site stands for itself.
pub const CLUSTERED_BELOW: u8 = 12;

pub(super) const NAME: &str = "sites";

pub(super) const FIELDS: &[Field] = &[
    Field::new("id", FieldKind::Text, "Mã điểm", "Identifier of the site"),
    Field::new("name", FieldKind::Text, "Tên", "Name"),
    Field::new("kind", FieldKind::Text, "Loại hình (mã)", "Kind, as a code"),
    Field::new("sector", FieldKind::Text, "Lĩnh vực (mã)", "Sector, as a code"),
    Field::new("subsector", FieldKind::Text, "Ngành hàng (mã)", "Subsector, as a code"),
    Field::new("status", FieldKind::Text, "Trạng thái (mã)", "Status, as a code"),
    Field::new("position_accuracy", FieldKind::Text, "Độ chính xác vị trí (mã)", "How precisely the point is placed, as a code"),
    Field::new("commune_id", FieldKind::Text, "Mã xã, phường hiện nay", "Current commune, its id"),
    Field::new("commune", FieldKind::Text, "Xã, phường hiện nay", "Current commune"),
    Field::new("former_district_id", FieldKind::Text, "Mã huyện cũ", "Former district, its id"),
    Field::new(
        "spot_count",
        FieldKind::Integer,
        "Số điểm ở đúng chỗ này, nếu hơn một",
        "Sites on this very spot, where there are several",
    ),
    Field::new("spot_index", FieldKind::Integer, "Thứ tự trong số đó, từ 0", "Place among these, from 0"),
    Field::new(
        "spot_crop",
        FieldKind::Integer,
        "Số điểm trồng trọt ở chỗ này; chỉ điểm đầu tiên mới có",
        "Crop sites on the spot; only its first site has it",
    ),
    Field::new("spot_livestock", FieldKind::Integer, "Số điểm chăn nuôi ở chỗ này", "Livestock sites on the spot"),
    Field::new("spot_fisheries", FieldKind::Integer, "Số điểm thủy sản ở chỗ này", "Fisheries sites on the spot"),
    Field::new("spot_lon", FieldKind::Number, "Kinh độ chính xác của chỗ này", "Exact longitude of the spot"),
    Field::new("spot_lat", FieldKind::Number, "Vĩ độ chính xác của chỗ này", "Exact latitude of the spot"),
    Field::new("count", FieldKind::Integer, "Số điểm trong cụm; chỉ cụm mới có", "Sites in the cluster; only clusters have it"),
    Field::new("crop", FieldKind::Integer, "Số điểm trồng trọt trong cụm", "Crop sites in the cluster"),
    Field::new("livestock", FieldKind::Integer, "Số điểm chăn nuôi trong cụm", "Livestock sites in the cluster"),
    Field::new("fisheries", FieldKind::Integer, "Số điểm thủy sản trong cụm", "Fisheries sites in the cluster"),
    Field::new("west", FieldKind::Number, "Kinh độ nhỏ nhất trong cụm", "Least longitude in the cluster"),
    Field::new("south", FieldKind::Number, "Vĩ độ nhỏ nhất trong cụm", "Least latitude in the cluster"),
    Field::new("east", FieldKind::Number, "Kinh độ lớn nhất trong cụm", "Greatest longitude in the cluster"),
    Field::new("north", FieldKind::Number, "Vĩ độ lớn nhất trong cụm", "Greatest latitude in the cluster"),
    Field::new("same_spot", FieldKind::Flag, "Cả cụm ở đúng một chỗ", "The whole cluster is on one spot"),
];

#[derive(Clone, Copy)]
struct Member {
    slot: u32,
    point: GeoPoint,
    place: GridPoint,
}

/// The tile with the sites that match; nothing where there are none.
pub(super) fn tile(snapshot: &Snapshot, filter: &Filter, tile: Tile) -> Vec<u8> {
    let placed = snapshot.placed_within(filter, tile.bounds(0.0)).into_iter();
    let members = placed.map(|(slot, point)| Member { slot, point, place: GridPoint::of(point) });
    let members = members.filter(|member| tile.contains(member.place));
    let mut layer = LayerWriter::new(NAME);
    if tile.zoom() < CLUSTERED_BELOW {
        add_cells(&mut layer, snapshot, tile, members)
    } else {
        add_each(&mut layer, snapshot, tile, &members.collect::<Vec<_>>())
    }
    layer.finish()
}

/// The sites of one cell.
struct Cluster {
    first: Member,
    count: u64,
    sectors: [u64; Sector::ALL.len()],
    bounds: BoundingBox,
    places: GridSum,
}

impl Cluster {
    fn new(first: Member) -> Self {
        let bounds = BoundingBox::of_point(first.point);
        Self { first, count: 0, sectors: [0; Sector::ALL.len()], bounds, places: GridSum::default() }
    }

    fn add(&mut self, member: Member, sector: Option<Sector>) {
        self.count += 1;
        let count = sector.and_then(|sector| self.sectors.get_mut(sector as usize));
        count.into_iter().for_each(|count| *count += 1);
        self.bounds = self.bounds.joined(BoundingBox::of_point(member.point));
        self.places.add(member.place);
    }
}

fn add_cells<'a>(layer: &mut LayerWriter<'a>, snapshot: &'a Snapshot, tile: Tile, members: impl Iterator<Item = Member>) {
    let mut cells: BTreeMap<u32, Cluster> = BTreeMap::new();
    for member in members {
        let cluster = cells.entry(tile.cell(member.place)).or_insert_with(|| Cluster::new(member));
        cluster.add(member, snapshot.sector(member.slot));
    }
    for (cell, cluster) in cells {
        match cluster.count {
            1 => add_site(layer, snapshot, tile, &cluster.first, None),
            _ => add_cluster(layer, tile, cell, &cluster),
        }
    }
}

/// What a site knows of the others on its spot.
struct Spot {
    count: usize,
    index: usize,
    /// How many there are of each sector and where the spot is; told by the first site alone.
    told: Option<([u64; 3], GeoPoint)>,
}

/// Every site; those on one spot say how many they are and which of them they are, in the order of identifiers.
fn add_each<'a>(layer: &mut LayerWriter<'a>, snapshot: &'a Snapshot, tile: Tile, members: &[Member]) {
    let mut spots: HashMap<[u64; 2], Vec<(SiteId, Sector)>> = HashMap::new();
    let key = |point: GeoPoint| [point.lon.to_bits(), point.lat.to_bits()];
    for member in members {
        if let Some(public) = snapshot.site(member.slot) {
            spots.entry(key(member.point)).or_default().push((public.site.id, public.site.facts.sector));
        }
    }
    spots.values_mut().for_each(|sites| sites.sort_unstable_by_key(|(id, _)| *id));
    let spot = |member: &Member| {
        let sites = spots.get(&key(member.point)).filter(|sites| sites.len() > 1)?;
        let own = snapshot.site(member.slot)?.site.id;
        let index = sites.binary_search_by_key(&own, |(id, _)| *id).ok()?;
        let of = |wanted: Sector| sites.iter().filter(|(_, sector)| *sector == wanted).count() as u64;
        let told = (index == 0).then(|| ([of(Sector::Crop), of(Sector::Livestock), of(Sector::Fisheries)], member.point));
        Some(Spot { count: sites.len(), index, told })
    };
    members.iter().for_each(|member| add_site(layer, snapshot, tile, member, spot(member)));
}

fn add_site<'a>(layer: &mut LayerWriter<'a>, snapshot: &'a Snapshot, tile: Tile, member: &Member, spot: Option<Spot>) {
    let Some(public) = snapshot.site(member.slot) else { return };
    let facts = &public.site.facts;
    let told = spot.as_ref().and_then(|spot| spot.told);
    let id = |id: Option<RegionId>| id.map(|id| Value::Text(Cow::Owned(id.to_string())));
    let properties = [
        ("id", Some(Value::Text(Cow::Owned(public.site.id.to_string())))),
        ("name", Some(Value::text(&facts.name))),
        ("kind", Some(Value::text(facts.kind.code()))),
        ("sector", Some(Value::text(facts.sector.code()))),
        ("subsector", facts.subsector.as_deref().map(Value::text)),
        ("status", Some(Value::text(facts.status.code()))),
        ("position_accuracy", facts.placement.accuracy.map(|accuracy| Value::text(accuracy.code()))),
        ("commune_id", id(facts.placement.commune)),
        ("commune", public.commune.as_deref().map(Value::text)),
        ("former_district_id", id(facts.placement.former_district)),
        ("spot_count", spot.as_ref().map(|spot| Value::Count(spot.count as u64))),
        ("spot_index", spot.as_ref().map(|spot| Value::Count(spot.index as u64))),
        ("spot_crop", told.map(|([crop, _, _], _)| Value::Count(crop))),
        ("spot_livestock", told.map(|([_, livestock, _], _)| Value::Count(livestock))),
        ("spot_fisheries", told.map(|([_, _, fisheries], _)| Value::Count(fisheries))),
        ("spot_lon", told.map(|(_, point)| Value::number(point.lon))),
        ("spot_lat", told.map(|(_, point)| Value::number(point.lat))),
    ];
    let shape = Shape::Point(tile.coordinates(member.place));
    layer.add(site_number(public.site.id), &shape, properties.into_iter().filter_map(|(name, value)| Some((name, value?))));
}

fn add_cluster(layer: &mut LayerWriter<'_>, tile: Tile, cell: u32, cluster: &Cluster) {
    let Some(middle) = cluster.places.middle() else { return };
    let of = |sector: Sector| Value::Count(cluster.sectors.get(sector as usize).copied().unwrap_or_default());
    let BoundingBox { west, south, east, north } = cluster.bounds;
    let is_one_spot = west.to_bits() == east.to_bits() && south.to_bits() == north.to_bits();
    let properties = [
        ("count", Value::Count(cluster.count)),
        ("crop", of(Sector::Crop)),
        ("livestock", of(Sector::Livestock)),
        ("fisheries", of(Sector::Fisheries)),
        ("west", Value::number(west)),
        ("south", Value::number(south)),
        ("east", Value::number(east)),
        ("north", Value::number(north)),
    ];
    let same_spot = is_one_spot.then_some(("same_spot", Value::Flag(true)));
    let shape = Shape::Point(tile.coordinates(middle));
    layer.add(tile.cell_number(cell) << 2, &shape, properties.into_iter().chain(same_spot));
}

/// A whole number for each site, the same in every tile and at every revision: its number, then two bits for its kind, which
/// are 0 for clusters.
fn site_number(id: SiteId) -> u64 {
    let kind = SiteKind::ALL.iter().position(|kind| *kind == id.kind()).map_or(0, |position| position as u64 + 1);
    (u64::from(id.number()) << 2) | kind
}
