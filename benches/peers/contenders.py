"""The contenders: how each is asked over HTTP, and which sites its answer names."""
import json
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Callable

from questions import Box, Spot, Tile


@dataclass(frozen=True)
class Contender:
    """A program that answers one kind of question."""

    name: str
    base: str
    path: Callable[[object], str]
    """The path of a question."""
    names: Callable[[bytes], list[str]]
    """The sites that an answer names, in its order."""

    def ask(self, question) -> list[str]:
        """The sites that the program names."""
        with urllib.request.urlopen(self.base + self.path(question), timeout=120) as answer:
            return self.names(answer.read())


def query(**parameters) -> str:
    """Parameters as a query string."""
    return urllib.parse.urlencode(parameters, safe=",:/")


def of_features(key: Callable[[dict], str]) -> Callable[[bytes], list[str]]:
    """Reads the sites of a GeoJSON collection."""
    return lambda body: [key(feature) for feature in json.loads(body)["features"]]


def own_key(feature: dict) -> str:
    """The identifier as that of the feature."""
    return feature["id"]


def column_key(feature: dict) -> str:
    """The identifier as a column like any other."""
    return feature["properties"]["id"]


def bbox(box: Box) -> str:
    """The box as a parameter."""
    return f"{box.west},{box.south},{box.east},{box.north}"


def wfs_filter(box: Box) -> str:
    """The same question in the filter language of WFS."""
    return (
        '<Filter xmlns="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"><And>'
        "<PropertyIsEqualTo><ValueReference>sector</ValueReference><Literal>" + box.sector + "</Literal></PropertyIsEqualTo>"
        '<BBOX><ValueReference>geom</ValueReference><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326">'
        f"<gml:lowerCorner>{box.south} {box.west}</gml:lowerCorner><gml:upperCorner>{box.north} {box.east}</gml:upperCorner>"
        "</gml:Envelope></BBOX></And></Filter>"
    )


def items(addresses: dict[str, str]) -> list[Contender]:
    """A page of 100 by box and sector."""
    collection = "/api/collections/sites/items?"
    return [
        Contender("agriatlas", addresses["agriatlas"], lambda box: collection + query(bbox=bbox(box), sector=box.sector, limit=100), of_features(own_key)),
        Contender("mapserver", addresses["mapserver"], lambda box: "/mapserv?" + query(
            SERVICE="WFS", VERSION="2.0.0", REQUEST="GetFeature", TYPENAMES="site", COUNT=100, OUTPUTFORMAT="geojson", FILTER=wfs_filter(box),
        ), of_features(column_key)),
        Contender("tipg", addresses["tipg"], lambda box: "/collections/public.site/items?" + query(bbox=bbox(box), sector=box.sector, limit=100, f="geojson"), of_features(column_key)),
        Contender("pygeoapi", addresses["pygeoapi"], lambda box: "/collections/site/items?" + query(bbox=bbox(box), sector=box.sector, limit=100, f="json"), of_features(own_key)),
    ]


def nearest(addresses: dict[str, str]) -> Contender:
    """The ten nearest of a sector."""
    return Contender(
        "agriatlas",
        addresses["agriatlas"],
        lambda spot: "/api/collections/sites/nearest?" + query(lon=spot.lon, lat=spot.lat, sector=spot.sector, limit=10),
        of_features(own_key),
    )


def tiles(addresses: dict[str, str]) -> list[Contender]:
    """Vector tiles; what they hold differs by program and is not compared."""
    at = lambda pattern: lambda tile: pattern.format(z=tile.zoom, x=tile.column, y=tile.row)
    return [
        Contender("agriatlas", addresses["agriatlas"], at("/api/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}"), lambda body: []),
        Contender("martin", addresses["martin"], at("/site/{z}/{x}/{y}"), lambda body: []),
        Contender("tipg", addresses["tipg"], at("/collections/public.site/tiles/WebMercatorQuad/{z}/{x}/{y}"), lambda body: []),
    ]
