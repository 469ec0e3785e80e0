"""OWSLib, the client library of Python's geospatial world, over every resource of OGC API Features it knows."""

import json

from owslib.ogcapi.features import Features

from atlas import Atlas

COLLECTIONS = ["sites", "models", "cooperatives", "enterprises", "regions"]


def test_the_way_from_the_landing_page(atlas: Atlas) -> None:
    client = Features(atlas.api)
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= {link["rel"] for link in client.links}
    conforms = client.conformance()["conformsTo"]
    for wanted in (
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    ):
        assert wanted in conforms, f"{wanted} is not in {conforms}"
    assert client.feature_collections() == COLLECTIONS
    assert client.api()["openapi"].startswith("3.0")
    assert not atlas.recorder.refused()


def test_what_a_collection_says_of_itself(atlas: Atlas) -> None:
    client = Features(atlas.api)
    for name in COLLECTIONS:
        assert client.collection(name)["id"] == name
        queryables = client.collection_queryables(name)
        assert queryables["type"] == "object" and "geometry" in queryables["properties"]
        schema = client.collection_schema(name)
        assert set(queryables["properties"]) <= set(schema["properties"])
    assert not atlas.recorder.refused()


def test_items_are_filtered_sorted_and_paged(atlas: Atlas) -> None:
    client = Features(atlas.api)
    text = "sector = 'crop' AND established_year > 2015"
    tree = {
        "op": "and",
        "args": [
            {"op": "=", "args": [{"property": "sector"}, "crop"]},
            {"op": ">", "args": [{"property": "established_year"}, 2015]},
        ],
    }
    box = client.collection_items("sites", bbox=[105.2, 20.5, 106.1, 21.4], limit=10_000)
    assert box["numberReturned"] == box["numberMatched"] == atlas.matched(bbox="105.2,20.5,106.1,21.4") > 0
    by_text = client.collection_items("sites", filter=text, limit=10_000)
    by_tree = client.collection_items("sites", **{"filter": json.dumps(tree), "filter-lang": "cql2-json", "limit": 10_000})
    assert [feature["id"] for feature in by_text["features"]] == [feature["id"] for feature in by_tree["features"]]
    assert by_text["numberMatched"] == atlas.matched(filter=text) == len(by_text["features"]) > 0
    largest = client.collection_items("sites", sortby=("area_ha", "desc"), limit=5)
    areas = [feature["properties"]["area_ha"] for feature in largest["features"]]
    assert len(areas) == 5 and areas == sorted(areas, reverse=True)
    assert client.collection_items("sites", q="htx rau", datetime_="2020-01-01T00:00:00Z/..")["numberMatched"] > 0
    second = client.collection_items("sites", limit=10, offset=10)
    assert [feature["id"] for feature in second["features"]] == [
        feature["id"] for feature in client.collection_items("sites", limit=20)["features"][10:]
    ]
    assert not atlas.recorder.refused()


def test_one_feature(atlas: Atlas) -> None:
    client = Features(atlas.api)
    listed = client.collection_items("sites", limit=1)["features"][0]
    feature = client.collection_item("sites", listed["id"])
    assert feature["properties"] == listed["properties"] and feature["geometry"] == listed["geometry"]


def test_below_a_path_every_link_leads_through_it(prefixed: Atlas) -> None:
    client = Features(prefixed.api)
    assert client.feature_collections() == COLLECTIONS
    pages = [client.collection_items("sites", limit=100)]
    links = [*client.links, *client.collections()["links"], *client.collection("sites")["links"], *pages[0]["links"]]
    ours = [link["href"] for link in links if "://127.0.0.1" in link["href"]]
    assert len(ours) > 20 and all(href.startswith(prefixed.recorder.url + "/") for href in ours), ours
    assert client.api()["servers"][0]["url"].startswith(prefixed.recorder.url)
    assert client.collection_items("sites", filter="sector = 'crop'")["numberMatched"] == prefixed.matched(sector="crop")
    assert not prefixed.recorder.refused()
