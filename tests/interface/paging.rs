//! Pages by offset and by cursor, forward and back, in every order, without loss or repetition.
use serde_json::Value;

use crate::support::{get, json, link, local, router, send, snapshot_of, starter_sites};

fn ids(answer: &Value) -> Vec<String> {
    answer["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

const ORDERS: &[&str] = &[
    "",
    "name",
    "-name",
    "id",
    "-id",
    "area_ha,name",
    "-established_year",
    "-herd_size,-name",
    "updated_at",
    "-revenue_vnd_per_year",
    "members",
];

#[tokio::test]
async fn walking_next_and_back_sees_every_site_once() {
    for order in ORDERS {
        let whole = ids(&json(&format!("/api/collections/sites/items?limit=10000&sortby={order}")).await);
        assert_eq!(whole.len(), 249);
        let mut page = json(&format!("/api/collections/sites/items?limit=40&sortby={order}")).await;
        assert!(link(&page, "prev").is_none());
        let mut walked = ids(&page);
        while let Some(next) = link(&page, "next").map(local) {
            page = json(&next).await;
            assert_eq!(page["numberMatched"], 249);
            walked.extend(ids(&page));
        }
        assert_eq!(walked, whole, "forward by {order}");
        let mut back = ids(&page);
        while let Some(previous) = link(&page, "prev").map(local) {
            page = json(&previous).await;
            back.splice(0..0, ids(&page));
        }
        assert_eq!(back, whole, "backward by {order}");
    }
}

#[tokio::test]
async fn offsets_and_cursors_agree() {
    let whole = ids(&json("/api/collections/sites/items?limit=10000&sector=crop&sortby=name").await);
    for offset in [0, 1, 50, 136, 137, 1_000] {
        let page = json(&format!("/api/collections/sites/items?limit=10&sector=crop&sortby=name&offset={offset}")).await;
        let expected: Vec<String> = whole.iter().skip(offset).take(10).cloned().collect();
        assert_eq!(ids(&page), expected, "offset {offset}");
        assert_eq!(page["numberReturned"], expected.len());
        assert_eq!(page["numberMatched"], 137);
    }
}

#[tokio::test]
async fn beyond_the_end_the_last_page_is_the_one_before() {
    for (query, last) in [("limit=10&sector=crop&sortby=name&offset=1000", 10), ("limit=500&q=rau&offset=999999999", usize::MAX)]
    {
        let page = json(&format!("/api/collections/sites/items?{query}")).await;
        assert!(ids(&page).is_empty() && link(&page, "next").is_none(), "{query}");
        let before = json(&local(link(&page, "prev").unwrap())).await;
        let whole = query.replace("limit=10&", "limit=10000&").split("&offset").next().unwrap().to_owned();
        let whole = ids(&json(&format!("/api/collections/sites/items?{whole}")).await);
        assert_eq!(ids(&before), whole[whole.len().saturating_sub(last)..], "{query}");
    }
    let nothing = json("/api/collections/sites/items?region=79&offset=20").await;
    assert!(link(&nothing, "prev").is_none(), "there is no page at all");
    let units = json("/api/collections/regions/items?level=province&limit=10&offset=500").await;
    let before = json(&local(link(&units, "prev").unwrap())).await;
    assert_eq!((ids(&before).len(), ids(&before).last().unwrap().as_str()), (10, "96"));
}

#[tokio::test]
async fn sorted_values_are_in_order_and_absent_ones_last() {
    for (order, descending) in [("area_ha", false), ("-area_ha", true)] {
        let answer = json(&format!("/api/collections/sites/items?limit=10000&sortby={order}")).await;
        let values: Vec<Option<f64>> =
            answer["features"].as_array().unwrap().iter().map(|feature| feature["properties"]["area_ha"].as_f64()).collect();
        let present: Vec<f64> = values.iter().map_while(|value| *value).collect();
        assert_eq!(present.len(), 102, "{order}");
        assert!(values.iter().skip(102).all(Option::is_none), "{order}");
        assert!(present.windows(2).all(|pair| if descending { pair[0] >= pair[1] } else { pair[0] <= pair[1] }), "{order}");
    }
}

#[tokio::test]
async fn names_follow_the_vietnamese_alphabet() {
    let mut sites = starter_sites();
    sites.truncate(5);
    for (site, name) in sites.iter_mut().zip(["Đông", "Dưa", "Ên", "Eo", "Ăn"]) {
        site.facts.name = name.to_owned();
    }
    let snapshot = snapshot_of(sites);
    let sort = [agriatlas::query::Sort { key: agriatlas::query::SortKey::Name, descending: false }];
    let matches = snapshot.select(&agriatlas::query::Filter::default());
    let names: Vec<_> = snapshot
        .all_in_order(&matches, &sort)
        .into_iter()
        .map(|slot| snapshot.site(slot).unwrap().site.facts.name.clone())
        .collect();
    assert_eq!(names, ["Ăn", "Dưa", "Đông", "Eo", "Ên"]);
}

#[tokio::test]
async fn a_cursor_belongs_to_its_query() {
    let page = json("/api/collections/sites/items?limit=5&sortby=name").await;
    let next = local(link(&page, "next").unwrap());
    for changed in
        [format!("{next}&sector=crop"), next.replace("sortby=name", "sortby=-name"), next.replace("/sites/", "/models/")]
    {
        let answer = get(&changed).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (400, "cursor_mismatch"), "{changed}");
    }
    assert_eq!(get(&next.replace("limit=5", "limit=50")).await.status, 200, "the size of a page may change on the way");
    assert_eq!(get(&format!("{next}&offset=3")).await.json()["code"], "invalid_value");
}

#[tokio::test]
async fn a_cursor_outlives_the_site_it_points_at() {
    let all = starter_sites();
    let page = json("/api/collections/sites/items?limit=20&sortby=-area_ha,name").await;
    let before = ids(&page);
    let next = local(link(&page, "next").unwrap());
    let expected = ids(&json(&next).await);
    let last: agriatlas::domain::SiteId = before.last().unwrap().parse().unwrap();
    let state = agriatlas::http::SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap());
    state.publish(std::sync::Arc::new(snapshot_of(all.into_iter().filter(|site| site.id != last).collect())));
    let answer = send(agriatlas::http::build_router(state), "GET", &next, &[]).await;
    assert_eq!(ids(&answer.json()), expected);
}

#[tokio::test]
async fn a_cursor_whose_value_has_vanished_loses_nothing() {
    let state = agriatlas::http::SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap());
    let mut sites = starter_sites();
    for site in &mut sites {
        site.facts.established_year = Some(1900);
    }
    state.publish(std::sync::Arc::new(snapshot_of(sites)));
    let page =
        send(agriatlas::http::build_router(state), "GET", "/api/collections/sites/items?limit=1&sortby=established_year", &[])
            .await;
    let next = local(link(&page.json(), "next").unwrap()).replace("limit=1", "limit=10000");
    // In the inventory of today nothing is as old as the cursor's 1900, so all of it comes after the cursor.
    assert_eq!(ids(&json(&next).await).len(), 249);
}

#[tokio::test]
async fn a_head_request_has_the_head_and_no_body() {
    let answer = send(router(), "HEAD", "/api/collections/sites/items", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
    assert_eq!(crate::support::content_type(&answer), "application/geo+json");
}
