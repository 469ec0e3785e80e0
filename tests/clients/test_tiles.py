"""Every vector tile over Viet Nam, read by a decoder that is not ours: at every zoom level the counts add up to the matches."""

import math

import mapbox_vector_tile
import pytest

from atlas import Atlas

# West, south, east, north: the mainland, the islands and the two archipelagos, with a margin.
VIET_NAM = (101.0, 5.0, 118.0, 25.0)
TILES = "/api/collections/sites/tiles/WebMercatorQuad"
FILTERS = [
    {},
    {"sector": "livestock"},
    {"region": "2024-26"},
    {"filter": "sector = 'crop' AND established_year > 2015"},
    {"filter": "S_INTERSECTS(geometry, BBOX(105.2,20.5,106.1,21.4)) OR kind = 'enterprise'", "technology": "greenhouse"},
]


def column_and_row(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """The tile of a place."""
    side = 2**zoom
    column = math.floor((lon + 180) / 360 * side)
    row = math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side)
    return min(column, side - 1), min(row, side - 1)


def covering(zoom: int) -> list[tuple[int, int]]:
    """Row and column of every tile over Viet Nam."""
    west, south, east, north = VIET_NAM
    first_column, first_row = column_and_row(west, north, zoom)
    last_column, last_row = column_and_row(east, south, zoom)
    return [(row, col) for row in range(first_row, last_row + 1) for col in range(first_column, last_column + 1)]


def tile(atlas: Atlas, zoom: int, row: int, col: int, filters: dict[str, str]) -> list[dict]:
    """The features of a tile, none where it is empty."""
    status, headers, body = atlas.get(f"{TILES}/{zoom}/{row}/{col}", **filters)
    if status == 204:
        assert not body
        return []
    assert (status, headers["content-type"]) == (200, "application/vnd.mapbox-vector-tile"), (zoom, row, col)
    layers = mapbox_vector_tile.decode(body)
    assert list(layers) == ["sites"]
    return layers["sites"]["features"]


@pytest.mark.parametrize("filters", FILTERS, ids=lambda filters: " ".join(filters.values()) or "all")
def test_the_counts_of_every_zoom_level_add_up(atlas: Atlas, filters: dict[str, str]) -> None:
    features = atlas.features(**filters)
    placed = [feature for feature in features if feature["geometry"] is not None]
    assert placed and len(features) == atlas.matched(**filters)
    for feature in placed:
        lon, lat = feature["geometry"]["coordinates"]
        assert VIET_NAM[0] < lon < VIET_NAM[2] and VIET_NAM[1] < lat < VIET_NAM[3], feature["id"]
    # Without a filter every tile is read; with one only those that were not empty one zoom level above.
    parents: set[tuple[int, int]] | None = None
    for zoom in range(11):
        asked = covering(zoom)
        if filters and parents is not None:
            asked = [(row, col) for row, col in asked if (row // 2, col // 2) in parents]
        read = {(row, col): tile(atlas, zoom, row, col, filters) for row, col in asked}
        parents = {place for place, found in read.items() if found}
        shown = [feature["properties"] for found in read.values() for feature in found]
        assert sum(properties.get("count", 1) for properties in shown) == len(placed), zoom
        for properties in shown:
            if properties.get("count", 1) > 1:
                parts = sum(properties.get(sector, 0) for sector in ("crop", "livestock", "fisheries"))
                assert parts == properties["count"], properties


def test_a_single_site_lies_where_it_is(atlas: Atlas) -> None:
    """At zoom level 14 a tile unit is less than a metre, and every site is a point of its own."""
    checked = 0
    for feature in atlas.features(region="01")[:40]:
        lon, lat = feature["geometry"]["coordinates"]
        col, row = column_and_row(lon, lat, 14)
        found = [read for read in tile(atlas, 14, row, col, {}) if read["properties"].get("id") == feature["id"]]
        assert len(found) == 1, feature["id"]
        geometry = found[0]["geometry"]
        # The decoder turns the tile upside down: y grows to the north.
        x, y = geometry["coordinates"][0] if geometry["type"] == "MultiPoint" else geometry["coordinates"]
        east = (col + x / 4096) / 2**14 * 360 - 180
        north = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (row + (4096 - y) / 4096) / 2**14))))
        assert abs(east - lon) < 1e-5 and abs(north - lat) < 1e-5, (feature["id"], east, north)
        assert found[0]["properties"]["name"] == feature["properties"]["name"]
        checked += 1
    assert checked == 40


def test_tile_json_leads_to_the_tiles(atlas: Atlas) -> None:
    document = atlas.json("/api/tiles/sites.json", sector="crop")
    template = document["tiles"][0]
    assert template.startswith(atlas.api) and "{z}/{y}/{x}" in template
    path = template.removeprefix(atlas.recorder.url).format(z=5, y=column_and_row(105.8, 21, 5)[1], x=column_and_row(105.8, 21, 5)[0])
    layers = mapbox_vector_tile.decode(atlas.body(path))
    assert [layer["id"] for layer in document["vector_layers"]] == list(layers)
    named = set(document["vector_layers"][0]["fields"])
    assert {name for feature in layers["sites"]["features"] for name in feature["properties"]} <= named
