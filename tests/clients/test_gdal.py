"""GDAL's own OGC API Features client: lists, copies and filters the collections, and leaves to the server what it can."""

import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

from atlas import Atlas

COLLECTIONS = ["sites", "models", "cooperatives", "enterprises", "regions"]
# No answer is remembered between the runs of the programs, and no network but this machine's is asked.
QUIET = ["--config", "CPL_VSIL_CURL_NON_CACHED", "/vsicurl/", "--config", "GDAL_HTTP_TIMEOUT", "120"]


# GDAL takes the type of a field from the first page; what does not fit it on a later one is its loss.
OVERFLOW = "Warning 1: Integer overflow occurred when trying to set 32bit field.\n"


def run(*command: object) -> str:
    """What a program prints; it must succeed and complain of nothing."""
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=240)
    said = (ran.stdout + ran.stderr).replace(OVERFLOW, "" if "PAGE_SIZE=50" in command else OVERFLOW)
    assert ran.returncode == 0 and "ERROR" not in said and "Warning" not in said, f"{command}: {said[-3000:]}"
    return ran.stdout


def ogrinfo(source: object, *arguments: object) -> str:
    return run("ogrinfo", "-ro", *QUIET, source, *arguments)


def count(source: object, layer: str, *arguments: object) -> int:
    """How many features GDAL counts."""
    found = re.search(r"^Feature Count: (\d+)$", ogrinfo(source, "-so", *arguments, layer), re.MULTILINE)
    return int(found.group(1))


def copied(atlas: Atlas, layer: str, target: Path, *arguments: object) -> sqlite3.Connection:
    """The collection as a GeoPackage of GDAL's making."""
    lists = ["-mapFieldType", "StringList=String"]
    run("ogr2ogr", *QUIET, "-f", "GPKG", "-nln", "copy", *lists, *arguments, target, f"OAPIF:{atlas.api}", layer)
    return sqlite3.connect(target)


def test_every_collection_is_listed(atlas: Atlas) -> None:
    listed = re.findall(r"^\d+: (\S+)", ogrinfo(f"OAPIF:{atlas.api}"), re.MULTILINE)
    assert listed == COLLECTIONS


@pytest.mark.parametrize("layer", COLLECTIONS[:-1])
def test_a_collection_is_copied_with_every_feature_and_its_types(atlas: Atlas, tmp_path: Path, layer: str) -> None:
    copy = copied(atlas, layer, tmp_path / "copy.gpkg")
    features = {feature["id"]: feature for feature in atlas.features(layer)}
    rows = copy.execute("SELECT id, name, sector, area_ha, established_year FROM copy").fetchall()
    assert len(rows) == len(features) == atlas.matched(layer) > 0
    for identifier, *values in rows:
        properties = features[identifier]["properties"]
        assert values == [properties[name] for name in ("name", "sector", "area_ha", "established_year")], identifier
    kinds = {name: kind for _, name, kind, *_ in copy.execute("PRAGMA table_info(copy)")}
    assert kinds["geom"] == "POINT" and kinds["updated_at"] == "DATETIME"
    placed = copy.execute("SELECT count(*) FROM copy WHERE geom IS NOT NULL").fetchone()[0]
    assert placed == sum(feature["geometry"] is not None for feature in features.values())


def test_provinces_are_copied_with_their_shapes(atlas: Atlas, tmp_path: Path) -> None:
    copy = copied(atlas, "regions", tmp_path / "copy.gpkg", "-where", "level = 'province'", "-nlt", "MULTIPOLYGON")
    names = {name for (name,) in copy.execute("SELECT full_name FROM copy WHERE geom IS NOT NULL")}
    assert len(names) == atlas.matched("regions", level="province") == 34


@pytest.mark.parametrize(
    ("layer", "where", "sent"),
    [
        ("sites", "area_ha > 2", "area_ha > 2"),
        ("sites", "area_ha > 2.5", "area_ha > 2.5"),
        ("sites", "sector = 'crop'", "sector = 'crop'"),
        ("sites", "sector = 'crop' AND established_year > 2015", "(sector = 'crop') AND (established_year > 2015)"),
        (
            "sites",
            "area_ha BETWEEN 1 AND 5 OR kind = 'model'",
            "((area_ha >= 1) AND (area_ha <= 5)) OR (kind = 'model')",
        ),
        ("sites", "NOT (established_year IS NULL)", "NOT ((established_year IS NULL))"),
        ("sites", "name ILIKE '%htx%'", "name ILIKE '%htx%'"),
        ("sites", "updated_at >= '2026/01/15 00:00:00'", "updated_at >= '2026-01-15T00:00:00Z'"),
        (
            "regions",
            "level = 'commune' AND province = 'Thành phố Hà Nội'",
            "(level = 'commune') AND (province = 'Thành phố Hà Nội')",
        ),
    ],
)
def test_what_gdal_can_say_of_a_filter_is_left_to_the_server(atlas: Atlas, layer: str, where: str, sent: str) -> None:
    expected = atlas.matched(layer, **{"filter": sent, "filter-lang": "cql-text"})
    assert 0 < expected <= atlas.matched(layer)
    atlas.recorder.forget()
    assert count(f"OAPIF:{atlas.api}", layer, "-where", where) == expected
    # The first page is read without a filter, for the types of the fields.
    pages = atlas.recorder.of(f"/collections/{layer}/items")[1:]
    assert pages and {(page.value("filter"), page.value("filter-lang")) for page in pages} == {(sent, "cql-text")}, pages
    assert not atlas.recorder.refused()


@pytest.mark.parametrize(
    ("where", "sent"),
    [
        ("sector IN ('crop', 'livestock') AND area_ha > 2", "area_ha > 2"),
        ("commune_is_certain = 1 AND sector = 'crop'", "sector = 'crop'"),
    ],
)
def test_what_gdal_says_otherwise_it_does_itself(atlas: Atlas, where: str, sent: str) -> None:
    """Truths it writes as numbers, and it sends no list of values."""
    assert 0 < count(f"OAPIF:{atlas.api}", "sites", "-where", where) < atlas.matched(filter=sent)
    pages = atlas.recorder.of("/collections/sites/items")[1:]
    assert pages and {page.value("filter") for page in pages} == {sent}, pages
    assert not atlas.recorder.refused()


def test_a_date_is_compared_with_the_property_that_was_named(atlas: Atlas) -> None:
    """Without CQL GDAL would ask `datetime` of every date, which is the last change of the record."""
    where = "valid_from >= '2025/07/01'"
    sent = "valid_from >= '2025-07-01T'"
    expected = atlas.matched("regions", filter="valid_from >= DATE('2025-07-01')")
    assert count(f"OAPIF:{atlas.api}", "regions", "-where", where) == expected > 0
    assert atlas.recorder.of("/collections/regions/items")[-1].value("filter") == sent
    assert not atlas.recorder.refused()


def test_a_spatial_filter_is_left_to_the_server(atlas: Atlas) -> None:
    expected = atlas.matched(bbox="105.2,20.5,106.1,21.4")
    assert 0 < expected < atlas.matched()
    assert count(f"OAPIF:{atlas.api}", "sites", "-spat", 105.2, 20.5, 106.1, 21.4) == expected
    sent = [asked.value("bbox") for asked in atlas.recorder.of("/collections/sites/items")]
    boxes = [[float(edge) for edge in box.split(",")] for box in sent if box]
    assert [105.2, 20.5, 106.1, 21.4] in [[round(edge, 6) for edge in box] for box in boxes], sent
    assert not atlas.recorder.refused()


def test_one_feature_is_found_by_its_identifier(atlas: Atlas) -> None:
    identifier = atlas.features()[0]["id"]
    assert count(f"OAPIF:{atlas.api}", "sites", "-where", f"id = '{identifier}'") == 1
    assert atlas.recorder.of(f"/collections/sites/items/{identifier}")


def test_below_a_path_it_is_the_same(prefixed: Atlas, tmp_path: Path) -> None:
    assert re.findall(r"^\d+: (\S+)", ogrinfo(f"OAPIF:{prefixed.api}"), re.MULTILINE) == COLLECTIONS
    # Small pages: that the links to the next ones go through the prefix, too.
    copy = copied(prefixed, "sites", tmp_path / "copy.gpkg", "-oo", "PAGE_SIZE=50", "-select", "id,name")
    assert copy.execute("SELECT count(DISTINCT id) FROM copy").fetchone()[0] == prefixed.matched()
    assert sum(asked.value("limit") == "50" for asked in prefixed.recorder.of("/collections/sites/items")) >= 5
    assert not prefixed.recorder.refused()
