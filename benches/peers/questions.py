"""The questions that every contender is asked, made from one seed and the sites themselves."""
import math
import random
from dataclasses import dataclass

SECTORS = ("crop", "livestock", "fisheries")


@dataclass(frozen=True)
class Box:
    """A box and a sector: at least one and at most 100 sites, so that one page holds the whole answer."""

    west: float
    south: float
    east: float
    north: float
    sector: str


@dataclass(frozen=True)
class Spot:
    """Where somebody stands, and the sector they look for."""

    lon: float
    lat: float
    sector: str


@dataclass(frozen=True)
class Tile:
    """A tile of the Web Mercator quadtree."""

    zoom: int
    column: int
    row: int


def boxes(sites: list[dict], count: int, seed: int) -> list[Box]:
    """Boxes around random sites, as wide as it takes to hold 30 to 100 of their sector (fewer where the inventory has fewer)."""
    chance = random.Random(seed)
    of_sector = {sector: [site for site in sites if site["sector"] == sector] for sector in SECTORS}
    found = []
    while len(found) < count:
        sector = chance.choice(SECTORS)
        near = of_sector[sector]
        middle = chance.choice(near)
        least = min(30, len(near) // 4)
        half = 0.002
        while half < 8:
            inside = [site for site in near if abs(site["lon"] - middle["lon"]) <= half and abs(site["lat"] - middle["lat"]) <= half]
            if len(inside) >= least:
                break
            half *= 1.25
        if len(inside) <= 100:
            rounded = [round(value, 6) for value in (middle["lon"] - half, middle["lat"] - half, middle["lon"] + half, middle["lat"] + half)]
            found.append(Box(*rounded, sector))
    return found


def spots(sites: list[dict], count: int, seed: int) -> list[Spot]:
    """Places a little beside random sites."""
    chance = random.Random(seed + 1)
    beside = lambda value: round(value + chance.uniform(-0.05, 0.05), 6)
    return [Spot(beside(site["lon"]), beside(site["lat"]), chance.choice(SECTORS)) for site in chance.choices(sites, k=count)]


def tiles(sites: list[dict], per_zoom: int, zooms: range, seed: int) -> list[Tile]:
    """Different tiles that hold sites, at each zoom level."""
    chance = random.Random(seed + 2)
    found = []
    for zoom in zooms:
        side = 1 << zoom
        column = lambda lon: int((lon + 180) / 360 * side)
        row = lambda lat: int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side)
        every = sorted({(column(site["lon"]), row(site["lat"])) for site in sites})
        found += [Tile(zoom, *place) for place in chance.sample(every, min(per_zoom, len(every)))]
    return found
