"""Asks everybody the same, checks that they name the same sites, measures in alternation, writes medians and ratios."""
import json
import os
import random
import statistics
import subprocess
import time
import urllib.request
from pathlib import Path

import contenders
import duckdb
import h2load
import loading
import psycopg
import questions

SEED = 20260101
HERE = Path(os.environ["PEERS_FOLDER"])
ADDRESSES = json.loads(os.environ["PEERS_ADDRESSES"])
POSTGRES = os.environ["PEERS_POSTGRES"]
REDIS = int(os.environ["PEERS_REDIS_PORT"])
ROUNDS = int(os.environ.get("PEERS_ROUNDS", "5"))
SECONDS = float(os.environ.get("PEERS_SECONDS", "5"))
CLIENTS = int(os.environ.get("PEERS_CLIENTS", "16"))
RESULTS: dict[str, dict] = {}

NEAREST = "SELECT id FROM place WHERE sector = %s ORDER BY geog <-> ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography LIMIT 10"


def say(words: str) -> None:
    print(f"peers: {words}", flush=True)


def record(question: str, values: dict[str, list[float]], unit: str) -> None:
    """Keeps every value, and prints medians with the ratio to ours."""
    medians = {name: statistics.median(each) for name, each in values.items() if each}
    ours = medians["agriatlas"]
    RESULTS[question] = {"unit": unit, "medians": medians, "raw": values, "agriatlas_to": {name: ours / value for name, value in medians.items() if value}}
    for name, value in medians.items():
        say(f"{question:32} {name:22} {value:14,.2f} {unit:10} agriatlas/{name} = {ours / value if value else float('inf'):.3f}")


def in_turn(measured: dict, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Runs everybody once a round, each round in another order."""
    values: dict[str, list[float]] = {name: [] for name in measured}
    chance = random.Random(SEED)
    for _ in range(rounds):
        for name in chance.sample(list(measured), len(measured)):
            values[name].append(measured[name]())
    return values


def rate(base: str, paths: list[str]):
    """One run of h2load as a number; a wrong answer stops everything."""

    def run() -> float:
        result = h2load.run(base, paths, SECONDS, CLIENTS)
        if result.failed:
            raise SystemExit(f"peers: {result.failed} wrong answers of {base}{paths[0]}")
        return result.requests_per_second

    return run


def ceiling(name: str, body: bytes) -> dict:
    """A constant body of this length from our own server and from nginx; the servers see it by its name."""
    (HERE / "bodies" / name).write_bytes(body)
    subprocess.run([os.environ["PEERS_RESTART_CEILING"]], check=True)
    return {"ceiling (axum)": rate(ADDRESSES["ceiling"], [f"/{name}"]), "ceiling (nginx)": rate(ADDRESSES["nginx"], [f"/{name}"])}


def middle_body(contender, asked: list) -> bytes:
    """The answer of median length."""
    bodies = []
    for question in asked:
        with urllib.request.urlopen(contender.base + contender.path(question)) as answer:
            bodies.append(answer.read())
    return sorted(bodies, key=len)[len(bodies) // 2]


def measure_items(sites: list[dict]) -> None:
    asked = questions.boxes(sites, 200, SEED)
    everybody = contenders.items(ADDRESSES)
    for question in asked[:50]:
        wanted = sorted(site["id"] for site in sites if site["sector"] == question.sector and question.west <= site["lon"] <= question.east and question.south <= site["lat"] <= question.north)
        for contender in everybody:
            found = sorted(contender.ask(question))
            if found != wanted:
                raise SystemExit(f"peers: {contender.name} names {len(found)} sites, {len(wanted)} lie there: {question}")
    say("items: all name the same sites for 50 questions")
    runs = {contender.name: rate(contender.base, [contender.path(question) for question in asked]) for contender in everybody}
    runs |= ceiling("items", middle_body(everybody[0], asked))
    record("items by box and sector", in_turn(runs), "requests/s")
    half = RESULTS["items by box and sector"]["medians"]["agriatlas"] / 2
    paths = [everybody[0].path(question) for question in asked]
    late = [h2load.run(ADDRESSES["agriatlas"], paths, SECONDS, CLIENTS, half).p99_ms for _ in range(ROUNDS)]
    record("items, p99 at half the rate", {"agriatlas": late}, "ms")


def measure_nearest(sites: list[dict]) -> None:
    asked = questions.spots(sites, 500, SEED)
    ours = contenders.nearest(ADDRESSES)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.prepare_threshold = 0
        differing = 0
        for question in asked[:100]:
            theirs = [row[0] for row in connection.execute(NEAREST, (question.sector, question.lon, question.lat))]
            differing += set(theirs) != set(ours.ask(question))
        say(f"nearest: the sets of PostGIS and AgriAtlas differ for {differing} of 100 questions (ties apart there must be none)")
        RESULTS["nearest, sets that differ from PostGIS"] = {"of": 100, "differ": differing}
        runs = {"agriatlas": rate(ours.base, [ours.path(question) for question in asked])}
        runs |= ceiling("nearest", middle_body(ours, asked))

        def postgis() -> float:
            return pgbench(asked)

        def redis() -> float:
            command = ["redis-benchmark", "-p", str(REDIS), "-c", str(CLIENTS), "-n", "20000", "-r", "999999999999", "--csv", "GEOSEARCH", "site:crop", "FROMLONLAT", "105.__rand_int__", "20.__rand_int__", "BYRADIUS", "1000", "km", "ASC", "COUNT", "10"]
            line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
            return float(line.split(",")[1].strip('"'))

        runs |= {"postgis (prepared)": postgis, "redis (GEOSEARCH)": redis}
        record("nearest 10 of a sector", in_turn(runs), "requests/s")


def pgbench(asked: list) -> float:
    """Prepared statements over warm connections, at places beside the sites."""
    script = HERE / "nearest.sql"
    spot = asked[len(asked) // 2]
    script.write_text(
        f"\\set lon random(-100000, 100000)\n\\set lat random(-100000, 100000)\nSELECT id FROM place WHERE sector = '{spot.sector}' "
        f"ORDER BY geog <-> ST_SetSRID(ST_MakePoint({spot.lon} + :lon / 500000.0, {spot.lat} + :lat / 500000.0), 4326)::geography LIMIT 10;\n"
    )
    command = ["pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(int(SECONDS)), "-f", str(script), POSTGRES]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(next(line for line in told.splitlines() if line.startswith("tps")).split()[2])


def measure_tiles(sites: list[dict]) -> None:
    everybody = contenders.tiles(ADDRESSES)
    asked = questions.tiles(sites, 300, range(4, 13), SEED)

    def cold(contender):
        def run() -> float:
            # No program has a tile of this run: ours starts anew, the others keep none.
            if contender.name == "agriatlas":
                subprocess.run([os.environ["PEERS_RESTART_AGRIATLAS"]], check=True)
            taken = []
            for question in asked:
                begun = time.perf_counter()
                with urllib.request.urlopen(contender.base + contender.path(question)) as answer:
                    answer.read()
                taken.append((time.perf_counter() - begun) * 1000)
            return statistics.mean(taken)

        return run

    # A slow peer need not be asked as often: its ratio does not hang on the last digit.
    record("tiles of zoom 4 to 12, cold mean", in_turn({contender.name: cold(contender) for contender in everybody}, min(ROUNDS, 3)), "ms")
    ours = everybody[0]
    runs = {"agriatlas": rate(ours.base, [ours.path(question) for question in asked])}
    runs |= ceiling("tile", middle_body(ours, asked))
    record("tiles, warm", in_turn(runs), "requests/s")


def measure_export() -> None:
    def seconds(command: list[str]):
        def run() -> float:
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return time.perf_counter() - begun

        return run

    own = ADDRESSES["agriatlas"] + "/api/collections/sites/export.geojson"
    runs = {
        "agriatlas": seconds(["curl", "-sf", own]),
        "ogr2ogr": seconds(["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", loading.for_gdal(POSTGRES), "site"]),
        "postgis (ST_AsGeoJSON)": seconds(["psql", POSTGRES, "-qAtc", "COPY (SELECT ST_AsGeoJSON(site.*) FROM site) TO STDOUT"]),
    }
    record("export as GeoJSON", in_turn(runs, min(ROUNDS, 3)), "s")
    size = (HERE / "export.geojson").stat().st_size
    RESULTS["export as GeoJSON"]["bytes"] = size
    say(f"export: {size / 1e6 / RESULTS['export as GeoJSON']['medians']['agriatlas']:.0f} MB/s uncompressed on loopback")


def measure_statistics() -> None:
    counting = "SELECT commune, sector, count(*) FROM site GROUP BY 1, 2"
    connection = duckdb.connect(str(HERE / "site.duckdb"), read_only=True)

    def duck() -> float:
        begun = time.perf_counter()
        connection.execute(counting).fetchall()
        return (time.perf_counter() - begun) * 1000

    def ours() -> float:
        begun = time.perf_counter()
        with urllib.request.urlopen(ADDRESSES["agriatlas"] + "/api/statistics?by=commune") as answer:
            answer.read()
        return (time.perf_counter() - begun) * 1000

    record("statistics by commune", in_turn({"agriatlas": ours, "duckdb (in process)": duck}), "ms")


def main() -> None:
    (HERE / "bodies").mkdir(parents=True, exist_ok=True)
    export = HERE / "export.geojson"
    sites = loading.export(ADDRESSES["agriatlas"], export)
    say(f"{len(sites)} sites with a place")
    if os.environ.get("PEERS_LOADED") != "yes":
        loading.flat(export, HERE / "flat.geojsonl")
        loading.into_postgis(POSTGRES, HERE / "flat.geojsonl")
        loading.into_redis(REDIS, sites)
        loading.into_duckdb(HERE / "site.duckdb", sites)
    subprocess.run([os.environ["PEERS_START_SERVERS"]], check=True)
    wanted = os.environ.get("PEERS_ONLY", "items nearest tiles export statistics").split()
    steps = {"items": lambda: measure_items(sites), "nearest": lambda: measure_nearest(sites), "tiles": lambda: measure_tiles(sites), "export": measure_export, "statistics": measure_statistics}
    for name in wanted:
        steps[name]()
    (HERE / "results.json").write_text(json.dumps({"sites": len(sites), "rounds": ROUNDS, "seconds": SECONDS, "clients": CLIENTS, "results": RESULTS}, indent=1))
    say(f"everything is in {HERE / 'results.json'}")


if __name__ == "__main__":
    main()
