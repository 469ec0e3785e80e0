"""Gives every contender the sites that AgriAtlas serves: its own GeoJSON export, row by row."""
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import psycopg

INDEXES = """
ALTER TABLE site ADD PRIMARY KEY (id);
CREATE INDEX site_sector_geom ON site USING gist (sector, geom);
CREATE INDEX site_geom ON site USING gist (geom);
CREATE INDEX site_sector ON site (sector);
CREATE INDEX site_commune ON site (commune_id);
CREATE TABLE place AS SELECT id, sector, geom::geography AS geog FROM site WHERE geom IS NOT NULL;
CREATE INDEX place_sector_geog ON place USING gist (sector, geog);
"""


def export(base: str, to: Path) -> list[dict]:
    """Fetches the export once; the sites with a place, as the questions need them."""
    with urllib.request.urlopen(base + "/api/collections/sites/export.geojson", timeout=600) as answer, to.open("wb") as file:
        while piece := answer.read(1 << 20):
            file.write(piece)
    sites = []
    for feature in json.loads(to.read_bytes())["features"]:
        if feature["geometry"] is not None:
            lon, lat = feature["geometry"]["coordinates"][:2]
            properties = feature["properties"]
            sites.append({"id": feature["id"], "lon": lon, "lat": lat, "sector": properties["sector"], "commune": properties.get("commune_id")})
    return sites


def flat(file: Path, to: Path) -> None:
    """The export with its lists as texts, as tables hold them."""
    with to.open("w") as lines:
        for feature in json.loads(file.read_bytes())["features"]:
            values = {name: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value for name, value in feature["properties"].items()}
            lines.write(json.dumps({"type": "Feature", "properties": {"id": feature["id"], **values}, "geometry": feature["geometry"]}, ensure_ascii=False) + "\n")


def for_gdal(url: str) -> str:
    """The address of the database as GDAL takes it."""
    parts = urlsplit(url)
    return f"PG:host={parts.hostname} port={parts.port} user={parts.username} password={parts.password} dbname={parts.path.lstrip('/')}"


def into_postgis(url: str, features: Path) -> None:
    """The table `site` with the indexes that a careful administrator makes, and `place` for distances on the spheroid: pygeoapi reads no
    geography."""
    subprocess.run(
        ["ogr2ogr", "-f", "PostgreSQL", for_gdal(url), f"GeoJSONSeq:{features}", "-nln", "site", "-overwrite", "-lco", "GEOMETRY_NAME=geom", "-lco", "FID=fid", "-lco", "SPATIAL_INDEX=NONE", "--config", "PG_USE_COPY", "YES"],
        check=True,
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE site DROP CONSTRAINT site_pkey")
        connection.execute("DROP TABLE IF EXISTS place")
        for statement in INDEXES.split(";"):
            if statement.strip():
                connection.execute(statement)
        connection.execute("VACUUM ANALYZE")


def into_redis(port: int, sites: list[dict]) -> None:
    """One sorted set of places for each sector."""
    load = subprocess.Popen(["redis-cli", "-p", str(port), "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for site in sites:
        words = ["GEOADD", f"site:{site['sector']}", str(site["lon"]), str(site["lat"]), site["id"]]
        load.stdin.write(f"*{len(words)}\r\n" + "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words))
    load.stdin.close()
    if load.wait():
        sys.exit("peers: Redis did not take the sites")


def into_duckdb(to: Path, sites: list[dict]) -> None:
    """A table of what is counted."""
    rows = to.with_suffix(".csv")
    rows.write_text("id,sector,commune\n" + "".join(f"{site['id']},{site['sector']},{site['commune'] or ''}\n" for site in sites))
    to.unlink(missing_ok=True)
    with duckdb.connect(str(to)) as connection:
        connection.execute(f"CREATE TABLE site AS SELECT * FROM read_csv('{rows}', header=true, all_varchar=true)")
