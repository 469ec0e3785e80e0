//! Vector tiles, read back by another decoder: no site is lost or repeated, and what describes the tiles leads to them.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use agriatlas::domain::{GeoPoint, SiteId, Vocabulary};
use agriatlas::http::{SharedState, build_router};
use agriatlas::ingest::starter_vocabulary;
use agriatlas::snapshot::{Snapshot, SnapshotSource};
use agriatlas::tiles::{LayerQuery, Tile};
use geo::Geometry;
use mvt_reader::Reader;
use mvt_reader::feature::Value;

use crate::support::{GEOGRAPHY, STARTER, content_type, get, get_with, json, link, local, send, snapshot_of, starter_sites};

const TILES: &str = "/api/collections/sites/tiles/WebMercatorQuad";
/// Zoom, row and column of the only tile of the whole world.
const WORLD: [u32; 3] = [0, 0, 0];

pub struct Read {
    pub id: Option<u64>,
    pub geometry: Geometry<i32>,
    pub properties: HashMap<String, Value>,
}

impl Read {
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.properties.get(name)? {
            Value::String(text) => Some(text),
            other => panic!("{name}: {other:?}"),
        }
    }

    fn count(&self, name: &str) -> Option<u64> {
        match self.properties.get(name)? {
            Value::UInt(count) => Some(*count),
            other => panic!("{name}: {other:?}"),
        }
    }

    fn number(&self, name: &str) -> Option<f64> {
        match self.properties.get(name)? {
            Value::Double(number) => Some(*number),
            other => panic!("{name}: {other:?}"),
        }
    }

    fn place(&self) -> [i32; 2] {
        match &self.geometry {
            Geometry::Point(point) => [point.x(), point.y()],
            Geometry::MultiPoint(points) => [points.0[0].x(), points.0[0].y()],
            other => panic!("{other:?}"),
        }
    }

    /// How many sites it stands for.
    pub fn sites(&self) -> u64 {
        self.count("count").unwrap_or(1)
    }
}

pub fn read(bytes: Vec<u8>, layer: &str) -> Vec<Read> {
    let reader = Reader::new(bytes).unwrap();
    assert_eq!(reader.get_layer_names().unwrap(), [layer]);
    let metadata = &reader.get_layer_metadata().unwrap()[0];
    assert_eq!((metadata.version, metadata.extent), (2, 4_096));
    let features = reader.get_features_as::<i32>(0).unwrap().into_iter();
    features.map(|f| Read { id: f.id, geometry: f.geometry, properties: f.properties.unwrap_or_default() }).collect()
}

/// The degrees of a place in a tile.
pub fn degrees([zoom, row, col]: [u32; 3], [x, y]: [f64; 2]) -> (f64, f64) {
    let side = f64::from(1_u32 << zoom);
    let lon = (f64::from(col) + x / 4_096.0) / side * 360.0 - 180.0;
    let mercator = std::f64::consts::PI * (1.0 - 2.0 * (f64::from(row) + y / 4_096.0) / side);
    (lon, mercator.sinh().atan().to_degrees())
}

fn children([zoom, row, col]: [u32; 3]) -> [[u32; 3]; 4] {
    [[0, 0], [0, 1], [1, 0], [1, 1]].map(|[down, right]| [zoom + 1, 2 * row + down, 2 * col + right])
}

/// The non-empty tiles of every zoom level down to one, found from the level above.
pub async fn descend(base: &str, query: &str, layer: &str, last: u32) -> Vec<BTreeMap<[u32; 3], Vec<Read>>> {
    let mut levels: Vec<BTreeMap<[u32; 3], Vec<Read>>> = Vec::new();
    let mut asked = vec![WORLD];
    for _ in 0..=last {
        let mut level = BTreeMap::new();
        for tile in asked {
            let [zoom, row, col] = tile;
            let answer = get(&format!("{base}/{zoom}/{row}/{col}{query}")).await;
            match answer.status.as_u16() {
                200 => {
                    assert_eq!(content_type(&answer), "application/vnd.mapbox-vector-tile");
                    level.insert(tile, read(answer.body, layer));
                }
                204 => assert!(answer.body.is_empty() && answer.header("etag").is_empty()),
                status => panic!("{tile:?}: {status}"),
            }
        }
        asked = level.keys().copied().flat_map(children).collect();
        levels.push(level);
    }
    levels
}

/// The sites with a point that items give for a filter, by identifier.
async fn placed(query: &str) -> HashMap<String, [f64; 2]> {
    let joined = if query.is_empty() { "?limit=10000".to_owned() } else { format!("{query}&limit=10000") };
    let answer = json(&format!("/api/collections/sites/items{joined}")).await;
    let features = answer["features"].as_array().unwrap().iter();
    let placed = features.filter(|feature| !feature["geometry"].is_null()).map(|feature| {
        let place = [0, 1].map(|axis| feature["geometry"]["coordinates"][axis].as_f64().unwrap());
        (feature["id"].as_str().unwrap().to_owned(), place)
    });
    placed.collect()
}

#[tokio::test]
async fn every_zoom_level_shows_every_match_once() {
    for query in
        ["", "?sector=fisheries", "?region=01&sector=crop,livestock", "?q=htx%20rau", "?bbox=105,20,107,22", "?kind=enterprise"]
    {
        let placed = placed(query).await;
        assert!(!placed.is_empty(), "{query}");
        let levels = descend(TILES, query, "sites", 13).await;
        for (zoom, level) in levels.iter().enumerate() {
            let shown: u64 = level.values().flatten().map(Read::sites).sum();
            assert_eq!(shown, placed.len() as u64, "{query} at {zoom}");
            let ids: Vec<&str> = level.values().flatten().filter_map(|feature| feature.text("id")).collect();
            assert_eq!(ids.len(), ids.iter().collect::<HashSet<_>>().len(), "{query} at {zoom}");
            assert!(ids.iter().all(|id| placed.contains_key(*id)));
            if zoom >= 12 {
                assert_eq!(ids.len(), placed.len(), "every site by itself at {zoom}");
            }
            let numbers: HashSet<u64> = level.values().flatten().map(|feature| feature.id.unwrap()).collect();
            assert_eq!(numbers.len(), level.values().flatten().count(), "numbers of features differ");
        }
        for (tile, features) in levels.iter().flatten() {
            for feature in features {
                check(*tile, feature, &placed);
            }
        }
    }
}

/// A site stands where it is; a cluster stands in its own cell, says its sectors, and its box holds its members.
fn check(tile: [u32; 3], feature: &Read, placed: &HashMap<String, [f64; 2]>) {
    let place = feature.place();
    assert!(place.iter().all(|unit| (0..4_096).contains(unit)), "{tile:?} {place:?}");
    let [x, y] = place.map(f64::from);
    let Some(id) = feature.text("id") else {
        let count = feature.count("count").unwrap();
        let sectors = ["crop", "livestock", "fisheries"].map(|sector| feature.count(sector).unwrap());
        assert!(count > 1 && sectors.iter().sum::<u64>() == count);
        let [west, south, east, north] = ["west", "south", "east", "north"].map(|side| feature.number(side).unwrap());
        let cell = [place[0] / 512 * 512, place[1] / 512 * 512].map(f64::from);
        let ((least, highest), (most, lowest)) = (degrees(tile, cell), degrees(tile, [cell[0] + 512.0, cell[1] + 512.0]));
        assert!(least - 1e-9 <= west && west <= east && east <= most + 1e-9, "{tile:?}");
        assert!(lowest - 1e-9 <= south && south <= north && north <= highest + 1e-9, "{tile:?}");
        let is_one_spot = feature.properties.get("same_spot") == Some(&Value::Bool(true));
        assert_eq!(is_one_spot, west == east && south == north);
        return;
    };
    let ((west, north), (east, south)) = (degrees(tile, [x, y]), degrees(tile, [x + 1.0, y + 1.0]));
    let [lon, lat] = placed[id];
    let rounding = 1e-6;
    assert!((west - rounding..=east + rounding).contains(&lon) && (south - rounding..=north + rounding).contains(&lat), "{id}");
}

#[tokio::test]
async fn sites_on_one_spot_are_numbered() {
    let placed = placed("").await;
    let mut spots: HashMap<[u64; 2], Vec<&str>> = HashMap::new();
    for (id, place) in &placed {
        spots.entry(place.map(f64::to_bits)).or_default().push(id);
    }
    assert!(spots.values().any(|ids| ids.len() > 1));
    let level = descend(TILES, "", "sites", 14).await.pop().unwrap();
    for feature in level.values().flatten() {
        let id = feature.text("id").unwrap();
        let mut ids = spots[&placed[id].map(f64::to_bits)].clone();
        ids.sort_unstable_by_key(|id| id.parse::<SiteId>().unwrap());
        let expected = (ids.len() > 1).then(|| (ids.len() as u64, ids.iter().position(|other| *other == id).unwrap() as u64));
        assert_eq!(feature.count("spot_count").zip(feature.count("spot_index")), expected, "{id}");
        assert!(feature.text("name").is_some() && feature.text("sector").is_some() && feature.text("kind").is_some());
        let is_first = expected.is_some_and(|(_, index)| index == 0);
        let told = ["spot_crop", "spot_livestock", "spot_fisheries"].map(|name| feature.count(name));
        assert_eq!(told.iter().flatten().sum::<u64>(), if is_first { ids.len() as u64 } else { 0 }, "{id}");
        assert_eq!(feature.number("spot_lon").zip(feature.number("spot_lat")), is_first.then(|| placed[id].into()), "{id}");
    }
}

#[test]
fn sites_on_edges_and_beyond_are_in_one_tile() {
    let corners =
        [(0.0, 0.0), (180.0, 0.0), (-180.0, 0.0), (112.5, 0.0), (105.0, 90.0), (105.0, -90.0), (180.0, 85.06), (-0.0, 12.0)];
    let mut sites = starter_sites();
    sites.truncate(corners.len());
    for (site, (lon, lat)) in sites.iter_mut().zip(corners) {
        site.facts.placement.point = Some(GeoPoint { lon, lat });
    }
    let snapshot = snapshot_of(sites);
    let query = LayerQuery::Sites(Box::default());
    let mut asked = vec![WORLD];
    for zoom in 0..=22_u8 {
        let (mut shown, mut next) = (0, Vec::new());
        for [_, row, col] in asked {
            let bytes = query.tile(&snapshot, Tile::new(zoom, row, col).unwrap());
            if !bytes.is_empty() {
                shown += read(bytes.to_vec(), "sites").iter().map(Read::sites).sum::<u64>();
                next.extend(children([u32::from(zoom), row, col]));
            }
        }
        assert_eq!(shown, corners.len() as u64, "zoom {zoom}");
        asked = next;
    }
}

#[tokio::test]
async fn who_has_a_tile_gets_304_and_empty_ones_have_no_body() {
    let path = format!("{TILES}/5/14/25");
    let first = get(&path).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"7-"), "{tag}");
    assert_eq!(first.header("cache-control"), "public, no-cache");
    assert_eq!(get_with(&path, &[("if-none-match", &tag)]).await.status, 304);
    let shapes = "/api/collections/regions/tiles/WebMercatorQuad/5/14/25";
    let zipped = get_with(shapes, &[("accept-encoding", "gzip")]).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert!(zipped.body.len() < get(shapes).await.body.len());
    let empty = get(&format!("{TILES}/5/0/0")).await;
    assert_eq!((empty.status.as_u16(), empty.body.len()), (204, 0));
    assert_eq!(get(&format!("{TILES}/22/1890000/3330000")).await.status, 204);
}

#[tokio::test]
async fn a_new_revision_is_seen_in_tiles_that_were_kept() {
    let state = SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap());
    let shown = async |state: &SharedState| {
        let answer = send(build_router(state.clone()), "GET", &format!("{TILES}/0/0/0"), &[]).await;
        let tag = answer.header("etag").to_owned();
        (read(answer.body, "sites").iter().map(Read::sites).sum::<u64>(), tag)
    };
    state.publish(Arc::clone(&STARTER));
    let (before, first_tag) = shown(&state).await;
    assert_eq!(shown(&state).await, (before, first_tag.clone()), "as it is kept");
    let mut sites = starter_sites();
    sites.retain(|site| site.facts.placement.point.is_some());
    sites.truncate(10);
    let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
    let source = SnapshotSource { revision: 8, inventory_id: "0123456789abcdef".into(), vocabulary, sites };
    state.publish(Arc::new(Snapshot::build(source, GEOGRAPHY.clone())));
    let (after, second_tag) = shown(&state).await;
    assert!(before > 10 && after == 10 && first_tag != second_tag);
}

#[tokio::test]
async fn what_is_no_tile_is_refused() {
    for (path, status, said) in [
        ("5/32/0", 404, "31"),
        ("5/0/32", 404, "31"),
        ("23/0/0", 404, "22"),
        ("99999999999999999999999/0/0", 404, "22"),
        ("5/-1/0", 400, "-1"),
        ("x/0/0", 400, "tileMatrix"),
        ("5/0/1.5", 400, "tileCol"),
        ("5/0/25.pbf", 400, "25.pbf"),
        ("5/14/25?sektor=crop", 400, "sektor"),
        ("5/14/25?sector=fish", 400, "livestock"),
        ("5/14/25?limit=5", 400, "limit"),
    ] {
        let answer = get(&format!("{TILES}/{path}")).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(said), "{path}: {}", answer.text());
    }
    for (path, said) in [
        ("/api/collections/farms/tiles", "regions"),
        ("/api/collections/sites/tiles/WorldCRS84Quad", "WebMercatorQuad"),
        ("/api/collections/sites/tiles/WorldCRS84Quad/0/0/0", "WebMercatorQuad"),
        ("/api/tileMatrixSets/WorldCRS84Quad", "WebMercatorQuad"),
        ("/api/tiles/farms.json", "sites"),
        ("/api/tiles/sites", "sites"),
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(said), "{path}: {}", answer.text());
    }
    for path in
        ["/api/tiles/sites.json?tile=1", "/api/collections/sites/tiles?level=commune", "/api/tiles/regions.json?sector=crop"]
    {
        assert_eq!(get(path).await.json()["code"], "unknown_parameter", "{path}");
    }
}

#[tokio::test]
async fn tile_json_leads_to_the_tiles_under_the_same_filter() {
    let answer = json("/api/tiles/models.json?sector=crop&region=01,2024-26&q=rau&lang=en").await;
    assert_eq!((answer["tilejson"].as_str(), answer["version"].as_str()), (Some("3.0.0"), Some("7.0.0")));
    let template = answer["tiles"][0].as_str().unwrap();
    assert!(template.starts_with("https://atlas.example.vn/ban-do/api/collections/models/tiles/WebMercatorQuad/{z}/{y}/{x}?"));
    let tile = get(&local(&template.replace("{z}", "0").replace("{y}", "0").replace("{x}", "0"))).await;
    let shown: u64 = read(tile.body, "sites").iter().map(Read::sites).sum();
    let items = json("/api/collections/models/items?sector=crop&region=01,2024-26&q=rau&limit=10000").await;
    let placed: Vec<_> = items["features"].as_array().unwrap().iter().filter(|feature| !feature["geometry"].is_null()).collect();
    assert!(shown > 0 && shown == placed.len() as u64);
    let bounds: Vec<f64> = answer["bounds"].as_array().unwrap().iter().map(|side| side.as_f64().unwrap()).collect();
    for feature in placed {
        let [lon, lat] = [0, 1].map(|axis| feature["geometry"]["coordinates"][axis].as_f64().unwrap());
        assert!(bounds[0] - 1e-6 <= lon && lon <= bounds[2] + 1e-6 && bounds[1] - 1e-6 <= lat && lat <= bounds[3] + 1e-6);
    }
    assert_eq!(answer["vector_layers"][0]["id"], "sites");
    let fields = answer["vector_layers"][0]["fields"].as_object().unwrap();
    for level in descend(TILES, "", "sites", 13).await {
        for name in level.values().flatten().flat_map(|feature| feature.properties.keys()) {
            assert!(fields.contains_key(name), "{name} is not described");
        }
    }
    let nothing = json("/api/tiles/sites.json?q=khongcogi").await;
    assert_eq!(nothing["bounds"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn tilesets_are_described_as_the_standard_has_it() {
    for collection in ["sites", "models", "cooperatives", "enterprises", "regions"] {
        let list = json(&format!("/api/collections/{collection}/tiles")).await;
        let entry = &list["tilesets"][0];
        assert_eq!(entry["dataType"], "vector");
        assert_eq!(entry["crs"], "http://www.opengis.net/def/crs/EPSG/0/3857");
        let tileset = json(&local(link(entry, "self").unwrap())).await;
        let scheme = json(&local(link(entry, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme").unwrap())).await;
        assert_eq!(tileset["tileMatrixSetURI"], scheme["uri"]);
        let item = tileset["links"].as_array().unwrap().iter().find(|link| link["rel"] == "item").unwrap();
        assert_eq!(
            (item["templated"].as_bool(), item["type"].as_str()),
            (Some(true), Some("application/vnd.mapbox-vector-tile"))
        );
        let limits = tileset["tileMatrixSetLimits"].as_array().unwrap();
        assert_eq!(limits.len(), 23);
        let level = &limits[6];
        let fill = |row: &str, col: &str| {
            let template = item["href"].as_str().unwrap().replace("{tileMatrix}", "6");
            local(&template.replace("{tileRow}", &level[row].to_string()).replace("{tileCol}", &level[col].to_string()))
        };
        let statuses = [get(&fill("minTileRow", "minTileCol")).await.status, get(&fill("maxTileRow", "maxTileCol")).await.status];
        assert!(statuses.iter().all(|status| status.is_success()), "{statuses:?}");
        assert_eq!(json(&local(link(&tileset, "describedby").unwrap())).await["tilejson"], "3.0.0");
        for path in [format!("/api/collections/{collection}/tiles"), local(link(entry, "self").unwrap())] {
            let page = get_with(&path, &[("accept", "text/html")]).await;
            assert_eq!((page.status.as_u16(), content_type(&page)), (200, "text/html; charset=utf-8"));
            assert!(page.text().contains("WebMercatorQuad"));
        }
    }
    assert_eq!(json("/api/tileMatrixSets").await["tileMatrixSets"][0]["id"], "WebMercatorQuad");
    let scheme = json("/api/tileMatrixSets/WebMercatorQuad").await;
    let levels = scheme["tileMatrices"].as_array().unwrap();
    assert_eq!(levels.len(), 25);
    let near = |value: &serde_json::Value, expected: f64| (value.as_f64().unwrap() / expected - 1.0).abs() < 1e-12;
    assert!(near(&levels[0]["scaleDenominator"], 559_082_264.028_717) && near(&levels[0]["cellSize"], 156_543.033_928_041));
    assert!(near(&levels[24]["scaleDenominator"], 33.323_899_747_652_83) && levels[24]["matrixWidth"] == 16_777_216);
}
