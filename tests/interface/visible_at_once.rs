//! An edit is there at its author's next read and at everybody's, however large the inventory is.
use agriatlas::domain::{Batch, BatchOrigin, GeoPoint, SiteFacts};
use agriatlas::store::SiteWrite;
use axum::http::StatusCode;
use serde_json::json;

use crate::office::Office;
use crate::support::starter_sites;

const SITE: &str = "/api/collections/sites/items/c-00021";

/// Copies of the starter inventory, each a little beside the one before.
fn crowd(count: usize) -> Vec<SiteWrite> {
    let sites = starter_sites();
    let copy = |(number, facts): (usize, &SiteFacts)| {
        let mut facts = SiteFacts { name: format!("{} {number}", facts.name), operator_id: None, ..facts.clone() };
        let beside = (number / 249) as f64 * 0.000_1;
        facts.placement.point = facts.placement.point.and_then(|point| GeoPoint::new(point.lon + beside, point.lat));
        SiteWrite::Create(facts)
    };
    sites.iter().map(|site| &site.facts).cycle().take(count).enumerate().map(copy).collect()
}

async fn hold(sites: usize) {
    let office = Office::open().await;
    if sites > 249 {
        let revision = office.store.revision().await.unwrap();
        let batch = Batch::new(BatchOrigin::Import, "thử");
        office.store.commit(&batch, revision, crowd(sites - 249), Vec::new()).await.unwrap();
        office.serves(revision + 1).await;
    }
    for number in 0..4 {
        let tag = office.get("minh", "/api/records/c-00021").await.header("etag").to_owned();
        let changed = office.patch("minh", SITE, &tag, &json!({"properties": {"members": 700 + number}})).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        for reader in ["minh", ""] {
            let read = office.get(reader, SITE).await.json();
            assert_eq!(read["properties"]["members"], 700 + number, "{reader:?} after edit {number}");
        }
        let list = office
            .get("", "/api/collections/sites/items?sortby=-members&filter=members%20%3E=%20700%20AND%20members%20%3C%20710")
            .await;
        let list = list.json();
        assert_eq!((list["numberMatched"].as_i64(), list["features"][0]["id"].as_str()), (Some(1), Some("c-00021")));
        let all = office.get("", "/api/collections/sites/items?limit=1").await.json();
        assert_eq!(all["numberMatched"], sites);
    }
}

#[tokio::test]
async fn among_250_sites() {
    hold(250).await;
}

#[tokio::test]
async fn among_100_000_sites() {
    hold(100_000).await;
}
