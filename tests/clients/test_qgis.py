"""QGIS opens the collections, the vector tiles and the downloads as a person would, and sees what the server has."""

import json
import os
import subprocess
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas import Atlas

STEPS = Path(__file__).with_name("qgis_steps.py")
# The Python that Debian's QGIS is made for.
PYTHON = "/usr/bin/python3"
FILTER = "sector = 'crop' AND established_year > 2015"
BOX = "105.2,20.5,106.1,21.4"


@pytest.fixture(scope="module")
def saw(server: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """What QGIS saw of everything."""
    folder = tmp_path_factory.mktemp("qgis")
    downloads = folder / "downloads"
    downloads.mkdir()
    for extension in ("gpkg", "fgb", "kml", "geojson"):
        body = server.body(f"/api/collections/sites/export.{extension}", sector="crop", lang="vi")
        (downloads / f"sites.{extension}").write_bytes(body)
        units = server.body(f"/api/collections/regions/export.{extension}", level="province", lang="vi")
        (downloads / f"regions.{extension}").write_bytes(units)
    template = server.json("/api/tiles/sites.json")["tiles"][0]
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    server.recorder.forget()
    ran = subprocess.run(
        [PYTHON, STEPS, server.api, urllib.parse.quote(template, safe=":/{}"), downloads],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.stdout.startswith("{"), f"QGIS ended with {ran.returncode}: {ran.stderr[-3000:]}"
    yield json.loads(ran.stdout) | {"asked": list(server.recorder.requests)}


def ids(features: list[dict]) -> list[str]:
    return sorted(feature["id"] for feature in features)


def test_the_sites_are_a_layer_with_their_types(saw: dict, server: Atlas) -> None:
    sites = saw["sites"]
    assert sites["is_valid"], sites["error"]
    assert sites["all"] == ids(server.features())
    assert sites["crs"] in ("OGC:CRS84", "EPSG:4326")
    numbers = {name: kind.lower() for name, kind in sites["fields"].items()}
    assert numbers["area_ha"] in ("real", "double") and numbers["established_year"].startswith("int"), numbers
    for feature in server.features():
        identifier = feature["id"]
        # Fields whose first ten values are absent are text to QGIS 3.22; these are not among them.
        for name in ("name", "sector", "commune", "area_ha", "established_year"):
            assert sites["values"][identifier][name] == feature["properties"][name], (identifier, name)
        place = (feature["geometry"] or {}).get("coordinates")
        assert sites["places"][identifier] == (place and pytest.approx(place, abs=1e-9)), identifier


def test_a_rectangle_and_an_expression_choose_the_same_sites(saw: dict, server: Atlas) -> None:
    sites = saw["sites"]
    assert sites["in_box"] == ids(server.features(bbox=BOX)) != []
    assert sites["by_expression"] == ids(server.features(filter=FILTER)) != []
    assert sites["by_both"] == ids(server.features(filter=FILTER, bbox=BOX)) != []
    assert sites["takes_subset"] and sites["by_subset"] == sites["by_expression"]
    asked = [asked for asked in saw["asked"] if asked.path.endswith("/collections/sites/items")]
    assert any(one.value("bbox") for one in asked), asked
    assert not [one for one in saw["asked"] if one.status >= 400]


def test_the_provinces_are_a_layer_of_shapes(saw: dict, server: Atlas) -> None:
    regions = saw["regions"]
    assert regions["is_valid"], regions["error"]
    features = server.features("regions", level="province", resolution=1000)
    assert regions["provinces"] == sorted(feature["properties"]["full_name"] for feature in features)
    assert len(regions["provinces"]) == 34 and regions["shapes_are_valid"]


def test_the_tiles_are_drawn(saw: dict) -> None:
    tiles = saw["tiles"]
    assert tiles["is_valid"], tiles["error"]
    assert tiles["drawn_pixels"] > 200 and not tiles["errors"], tiles
    assert [one for one in saw["asked"] if "/tiles/WebMercatorQuad/" in one.path and one.status == 200]


@pytest.mark.parametrize("extension", ["gpkg", "fgb", "kml", "geojson"])
def test_a_download_opens_with_every_site(saw: dict, server: Atlas, extension: str) -> None:
    layer = saw["files"][f"sites.{extension}"]
    assert layer["is_valid"], layer["error"]
    expected = server.features(sector="crop")
    assert layer["ids"] == ids(expected)
    if extension in ("gpkg", "fgb"):
        assert layer["count"] == len(expected) and layer["crs"] == "EPSG:4326"
        kinds = {name: kind.lower() for name, kind in layer["fields"].items()}
        assert kinds["area_ha"] == "real" and kinds["established_year"].startswith("integer")
        # FlatGeobuf has no type for a day alone.
        assert (kinds["updated_at"], kinds["verified_on"]) == ("datetime", "date" if extension == "gpkg" else "datetime")


@pytest.mark.parametrize("extension", ["gpkg", "fgb", "kml", "geojson"])
def test_a_download_of_units_opens_with_every_shape(saw: dict, server: Atlas, extension: str) -> None:
    layer = saw["files"][f"regions.{extension}"]
    assert layer["is_valid"], layer["error"]
    assert layer["ids"] == ids(server.features("regions", level="province"))
    if extension == "gpkg":
        assert (layer["renderer"], layer["styled_by"]) == ("categorizedSymbol", "boundary")
        assert layer["labels"][:2] == ["ranh giới gần đúng", "ranh giới chính thức"]


def test_a_geopackage_is_drawn_in_its_own_style(saw: dict) -> None:
    layer = saw["files"]["sites.gpkg"]
    assert (layer["renderer"], layer["styled_by"]) == ("categorizedSymbol", "sector"), layer["renderer"]
    assert {"crop", "livestock", "fisheries"} <= set(layer["classes"])
    assert "Trồng trọt" in layer["labels"]
