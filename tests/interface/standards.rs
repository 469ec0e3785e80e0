//! OGC API Common and Features: landing page, conformance, collections, queryables, schemas, and every link between them.
use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{content_type, get, get_with, json, link, local};

const COLLECTIONS: [&str; 5] = ["sites", "models", "cooperatives", "enterprises", "regions"];

/// Every link of an answer that is not a template, as relation, type and local path.
fn links(answer: &Value) -> Vec<(String, String, String)> {
    let part = |link: &Value, name: &str| link[name].as_str().unwrap_or_default().to_owned();
    let links = answer["links"].as_array().unwrap_or_else(|| panic!("no links: {answer}"));
    let own = links.iter().filter(|link| link["templated"].is_null());
    own.map(|link| (part(link, "rel"), part(link, "type"), part(link, "href"))).collect()
}

/// Follows every link to ourselves: each answers, and as the media type it names.
async fn follow_all(answer: &Value) {
    for (rel, media_type, href) in links(answer) {
        if !href.starts_with("https://atlas.example.vn/") {
            assert_eq!(rel, "license", "{href}");
            continue;
        }
        let path = local(&href);
        let reply = get_with(&path, &[("accept", "*/*")]).await;
        assert_eq!(reply.status, StatusCode::OK, "{rel} {path}: {}", String::from_utf8_lossy(&reply.body));
        let given = content_type(&reply);
        assert!(given.starts_with(&media_type), "{rel} {path} is {given}, not {media_type}");
    }
}

/// Features Part 1, /req/core/root-success and /req/core/api-definition-success; Common Part 1, /req/landing-page.
#[tokio::test]
async fn the_landing_page_leads_everywhere() {
    let landing = json("/api").await;
    let relations: BTreeSet<String> = links(&landing).into_iter().map(|(rel, ..)| rel).collect();
    for needed in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
        assert!(relations.contains(needed), "no {needed} in {relations:?}");
    }
    assert!(landing["title"].is_string() && landing["description"].is_string());
    follow_all(&landing).await;
}

/// Features Part 1, /req/core/conformance-success.
#[tokio::test]
async fn conformance_names_what_holds() {
    let answer = json("/api/conformance").await;
    let classes: Vec<&str> = answer["conformsTo"].as_array().unwrap().iter().map(|class| class.as_str().unwrap()).collect();
    for needed in ["core", "geojson", "html", "oas30"] {
        assert!(classes.contains(&format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{needed}").as_str()));
    }
    let unique: BTreeSet<&&str> = classes.iter().collect();
    assert_eq!(unique.len(), classes.len());
    follow_all(&answer).await;
}

/// Features Part 1, /req/core/fc-md-success, /req/core/sfc-md-success; Part 2, /req/crs/crs-uri, /req/crs/fc-md-storageCrs.
#[tokio::test]
async fn collections_describe_themselves() {
    let all = json("/api/collections").await;
    let described: Vec<&Value> = all["collections"].as_array().unwrap().iter().collect();
    let names: Vec<&str> = described.iter().map(|collection| collection["id"].as_str().unwrap()).collect();
    assert_eq!(names, COLLECTIONS);
    for collection in described {
        let name = collection["id"].as_str().unwrap();
        let single = json(&format!("/api/collections/{name}")).await;
        assert_eq!(&single, collection);
        assert_eq!(single["itemType"], "feature");
        let systems: Vec<&str> = single["crs"].as_array().unwrap().iter().map(|crs| crs.as_str().unwrap()).collect();
        assert_eq!(systems[0], "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
        assert!(systems.contains(&"http://www.opengis.net/def/crs/EPSG/0/9210"), "VN-2000 of Hà Nội is missing");
        assert!(systems.contains(&single["storageCrs"].as_str().unwrap()));
        let area: Vec<f64> =
            single["extent"]["spatial"]["bbox"][0].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
        assert!(area[0] > 101.0 && area[1] > 5.0 && area[2] < 119.0 && area[3] < 24.0, "{name}: {area:?}");
        let matched = json(&format!("/api/collections/{name}/items?limit=1")).await["numberMatched"].as_u64().unwrap();
        match name {
            "regions" => assert!(single["numberOfItems"].as_u64().unwrap() > matched, "both divisions"),
            _ => assert_eq!(single["numberOfItems"].as_u64().unwrap(), matched),
        }
        follow_all(&single).await;
    }
}

/// Features Part 1, /req/core/fc-response, /req/core/fc-links, /req/core/f-links.
#[tokio::test]
async fn pages_of_features_and_features_link_to_where_they_belong() {
    for (name, id) in [("sites", "m-00001"), ("regions", "01")] {
        let page = json(&format!("/api/collections/{name}/items?limit=2")).await;
        assert_eq!((page["numberReturned"].as_u64(), page["features"].as_array().map(Vec::len)), (Some(2), Some(2)));
        for rel in ["self", "alternate", "next"] {
            assert!(link(&page, rel).is_some(), "{name}: no {rel}");
        }
        follow_all(&page).await;
        let feature = json(&format!("/api/collections/{name}/items/{id}")).await;
        let collection = link(&feature, "collection").unwrap();
        assert_eq!(local(collection), format!("/api/collections/{name}"));
        let alternate = local(link(&feature, "alternate").unwrap());
        assert!(content_type(&get(&alternate).await).starts_with("text/html"), "{alternate}");
    }
}

/// Features Part 3, /req/queryables/get-queryables-op and -response; Common Part 3, /req/schemas.
#[tokio::test]
async fn queryables_and_schemas_name_the_properties_with_their_codes() {
    for name in COLLECTIONS {
        let queryables = json(&format!("/api/collections/{name}/queryables")).await;
        let schema = json(&format!("/api/collections/{name}/schema?lang=en")).await;
        for document in [&queryables, &schema] {
            assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!(document["type"], "object");
            assert!(document["$id"].as_str().unwrap().starts_with("https://atlas.example.vn/ban-do/api/collections/"));
            assert_eq!(document["properties"]["geometry"]["x-ogc-role"], "primary-geometry");
        }
        assert_eq!(queryables["additionalProperties"], false);
        let id = if name == "regions" { "01" } else { "" };
        let first = match id {
            "" => json(&format!("/api/collections/{name}/items?limit=1")).await["features"][0].clone(),
            id => json(&format!("/api/collections/{name}/items/{id}")).await,
        };
        // The schema names exactly what features have.
        let mut told: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert!(told.remove("id") && told.remove("geometry"));
        let written: BTreeSet<&str> = first["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(told, written, "{name}");
    }
    let queryables = json("/api/collections/sites/queryables?lang=en").await;
    let sector = &queryables["properties"]["sector"];
    assert_eq!(sector["enum"], serde_json::json!(["crop", "livestock", "fisheries"]));
    assert!(sector["oneOf"].as_array().unwrap().iter().all(|code| code["title"].is_string()));
    let states = &queryables["properties"]["status"]["enum"];
    assert_eq!(states, &serde_json::json!(["published", "closed"]), "states that are never public are told");
    assert_eq!(queryables["properties"]["technologies"]["type"], "array");
    assert!(queryables["properties"]["technologies"]["items"]["enum"].as_array().unwrap().len() > 5);
}

#[tokio::test]
async fn every_resource_is_a_page_too() {
    let paths = [
        "/api",
        "/api/conformance",
        "/api/collections",
        "/api/collections/sites",
        "/api/collections/regions",
        "/api/collections/sites/queryables",
        "/api/collections/regions/schema",
        "/api/collections/sites/items",
        "/api/collections/regions/items?level=province",
        "/api/collections/regions/items/2024-277",
        "/api/regions/01",
        "/api/vocabularies",
        "/api/problems",
        "/api/changes",
        "/api/docs",
    ];
    for path in paths {
        for lang in ["vi", "en"] {
            let separator = if path.contains('?') { '&' } else { '?' };
            let format = if path == "/api/docs" { "" } else { "&f=html" };
            let page = get(&format!("{path}{separator}lang={lang}{format}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(content_type(&page).starts_with("text/html"), "{path}");
            let text = page.text();
            assert!(text.contains(&format!("<html lang=\"{lang}\">")) && text.contains("<h1>"), "{path}");
            // Every address of our own stands behind the public prefix.
            for (position, _) in text.match_indices("href=\"/") {
                assert!(text[position..].starts_with("href=\"/ban-do/"), "{path}: {}", &text[position..position + 60]);
            }
        }
    }
    let negotiated = get_with("/api/collections", &[("accept", "text/html,*/*;q=0.8")]).await;
    assert!(content_type(&negotiated).starts_with("text/html"));
}

#[tokio::test]
async fn what_is_not_there_says_what_is() {
    let missing = get("/api/collections/farms?lang=en").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.json()["detail"].as_str().unwrap().contains("sites, models, cooperatives, enterprises, regions"));
    let refused = get_with("/api/collections", &[("accept", "image/png")]).await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    let unknown = get("/api/collections?colour=red").await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}
