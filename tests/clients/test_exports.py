"""Every download under every kind of filter holds the sites that `items` matches, as the programs of others read them."""

import io
import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from atlas import Atlas

LAYERS = {"gpkg": "sites", "fgb": None, "kml": None, "gpx": "waypoints", "geojson": None, "geojsonl": None}
FILTERS = [
    {},
    {"region": "2024-26", "sector": "crop,livestock"},
    {"filter": "sector = 'crop' AND established_year > 2015"},
    {"filter": '{"op":"in","args":[{"property":"kind"},["model","cooperative"]]}', "filter-lang": "cql2-json", "q": "htx"},
    {"filter": "area_ha > 100000000"},
]
HOURS_OF_VIET_NAM = timedelta(hours=7)


def ogrinfo(path: Path, *arguments: str) -> str:
    """What GDAL says of a file, with nothing to complain of."""
    read = subprocess.run(["ogrinfo", "-ro", str(path), *arguments], capture_output=True, text=True, timeout=120)
    said = read.stdout + read.stderr
    assert read.returncode == 0 and "ERROR" not in said and "Warning" not in said, f"{path.name}: {said[-2000:]}"
    return read.stdout


def gdal_counts(path: Path, layer: str | None) -> int:
    """How many features GDAL reads one by one, over every layer or in one."""
    command = ["ogrinfo", "-ro", "-q", "-geom=SUMMARY", "-fields=NO", str(path)]
    read = subprocess.run(command + ([layer] if layer else ["-al"]), capture_output=True, text=True, timeout=120)
    said = read.stdout + read.stderr
    assert read.returncode == 0 and "ERROR" not in said and "Warning" not in said, f"{path.name}: {said[-2000:]}"
    return len(re.findall(r"^OGRFeature\(", read.stdout, re.MULTILINE))


@pytest.mark.parametrize("filters", FILTERS, ids=["all", "parameters", "text", "json", "nothing"])
@pytest.mark.parametrize("extension", LAYERS)
def test_gdal_reads_as_many_features(atlas: Atlas, tmp_path: Path, extension: str, filters: dict[str, str]) -> None:
    path = tmp_path / f"sites.{extension}"
    path.write_bytes(atlas.body(f"/api/collections/sites/export.{extension}", **filters))
    features = atlas.features(**filters)
    assert len(features) == atlas.matched(**filters)
    if extension == "gpx":
        features = [feature for feature in features if feature["geometry"] is not None]
    if extension == "geojsonl" and not features:
        # An empty sequence is an empty file, which GDAL takes for no layer at all.
        assert path.read_bytes() == b""
        return
    assert gdal_counts(path, LAYERS[extension]) == len(features)


AREAS = {"gpkg": "regions", "fgb": None, "kml": None, "geojson": None, "geojsonl": None, "csv": None}
UNITS = [
    {"level": "province,district", "at": "2025-06-30"},
    {"level": "commune", "parent": "01"},
    {"filter": "area_km2 > 400 AND level = 'commune'"},
]


@pytest.mark.parametrize("filters", UNITS, ids=["former", "parent", "text"])
@pytest.mark.parametrize("extension", AREAS)
def test_gdal_reads_as_many_units(atlas: Atlas, tmp_path: Path, extension: str, filters: dict[str, str]) -> None:
    path = tmp_path / f"regions.{extension}"
    path.write_bytes(atlas.body(f"/api/collections/regions/export.{extension}", **filters))
    assert gdal_counts(path, AREAS[extension]) == atlas.matched("regions", **filters) > 50
    if extension == "csv":
        return
    # What GEOS calls valid, as QGIS does before it cuts or joins.
    layer = AREAS[extension] or re.search(r"^\d+: (.+?)(?: \(.*\))?$", ogrinfo(path), re.MULTILINE).group(1)
    invalid = f'SELECT count(*) AS n FROM "{layer}" WHERE ST_IsValid(geometry) = 0'
    if extension == "gpkg":
        invalid = invalid.replace("geometry", "geom")
    assert "n (Integer) = 0" in ogrinfo(path, "-dialect", "SQLite", "-sql", invalid)
    if extension in ("gpkg", "fgb"):
        summary = ogrinfo(path, "-so", *(["regions"] if extension == "gpkg" else ["-al"]))
        assert "Geometry: Multi Polygon" in summary and "valid_to: Date" in summary, summary
        assert 'ID["EPSG",4326]' in summary


@pytest.mark.parametrize("extension", ["gpkg", "fgb", "geojson"])
def test_units_come_in_the_system_of_an_office(atlas: Atlas, tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"regions.{extension}"
    path.write_bytes(atlas.body(f"/api/collections/regions/export.{extension}", parent="01", crs="EPSG:5897"))
    summary = ogrinfo(path, "-so", "-al")
    assert 'ID["EPSG",5897]' in summary
    west, south, east, north = map(float, re.search(r"Extent: \((.*), (.*)\) - \((.*), (.*)\)", summary).groups())
    assert 520_000 < west < east < 620_000 and 2_270_000 < south < north < 2_370_000, summary


@pytest.mark.parametrize("filters", FILTERS[:-1], ids=["all", "parameters", "text", "json"])
def test_a_workbook_has_numbers_as_numbers_and_dates_as_dates(atlas: Atlas, filters: dict[str, str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(atlas.body("/api/collections/sites/export.xlsx", lang="en", **filters)))
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    features = {feature["id"]: feature for feature in atlas.features(**filters)}
    assert len(rows) == len(features) == atlas.matched(**filters) > 0
    seen = {"number": 0, "date": 0}
    for values in rows:
        row = dict(zip(headings, values, strict=True))
        feature = features[row["id"]]
        properties = feature["properties"]
        for name in ("area_ha", "herd_size", "members", "established_year", "revenue_vnd_per_year"):
            assert row[name] == properties[name], (row["id"], name)
            assert row[name] is None or isinstance(row[name], int | float)
            seen["number"] += row[name] is not None
        assert [row["lon"], row["lat"]] == (feature["geometry"] or {}).get("coordinates", [None, None])
        updated = datetime.fromisoformat(properties["updated_at"]).replace(tzinfo=None) + HOURS_OF_VIET_NAM
        assert isinstance(row["updated_at"], datetime) and abs(row["updated_at"] - updated) < timedelta(seconds=1)
        if properties["verified_on"] is not None:
            assert row["verified_on"] == datetime.fromisoformat(properties["verified_on"])
        seen["date"] += 1
        assert not any(isinstance(value, str) and value.startswith("=") for value in values)
    assert seen["number"] > len(rows) / 10 and seen["date"] == len(rows)


def test_a_workbook_keeps_the_order_that_was_asked(atlas: Atlas) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(atlas.body("/api/collections/sites/export.xlsx", lang="en", sortby="-area_ha,id", properties="name,area_ha"))
    )
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert list(headings[:3]) == ["id", "name", "area_ha"]
    assert [row[0] for row in rows] == [feature["id"] for feature in atlas.features(sortby="-area_ha,id")]
