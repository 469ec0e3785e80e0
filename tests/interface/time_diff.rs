//! `/api/diff` and the history of a site: what changed between two states, never more than the public may know.
use std::collections::BTreeMap;
use std::io::Cursor;

use agriatlas::domain::SiteFacts;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};

use crate::recorded::Recorded;
use crate::support::{link, local};

fn change<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let changes = answer["changes"].as_array().unwrap();
    changes.iter().find(|change| change["id"] == id).unwrap_or_else(|| panic!("{id} is not in {answer}"))
}

fn ids(answer: &Value) -> Vec<String> {
    answer["changes"].as_array().unwrap().iter().map(|change| change["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_record_is_told_with_what_it_was_and_is() {
    let atlas = Recorded::busy_year().await;
    let answer = atlas.json("/api/diff?from=2026-03-01&lang=en").await;
    assert_eq!(
        (&answer["from"], &answer["to"]),
        (&json!({"asked": "2026-03-01", "revision": 1}), &json!({"asked": null, "revision": 5}))
    );
    let counts = json!({"total": 6, "create": 1, "update": 3, "close": 1, "withdraw": 1});
    assert_eq!((&answer["counts"], &answer["numberMatched"]), (&counts, &json!(6)));
    let kinds: Vec<&Value> = answer["changes"].as_array().unwrap().iter().map(|change| &change["change"]).collect();
    assert_eq!(kinds, ["create", "update", "update", "update", "close", "withdraw"], "one kind after the other");

    let moved = change(&answer, "m-00001");
    assert_eq!((&moved["name"], &moved["label"]), (&json!("Mô hình đổi hướng"), &json!("Changed")));
    let facts: BTreeMap<&str, &Value> =
        moved["facts"].as_array().unwrap().iter().map(|fact| (fact["name"].as_str().unwrap(), fact)).collect();
    assert_eq!(facts.keys().copied().collect::<Vec<_>>(), ["area_ha", "name", "sector"], "and nothing else");
    let then = atlas.json("/api/collections/sites/items/m-00001?at=2026-03-01").await;
    assert_eq!((&facts["area_ha"]["after"], &facts["area_ha"]["before"]), (&json!(12.5), &then["properties"]["area_ha"]));
    assert_eq!(facts["sector"]["before"], then["properties"]["sector"]);
    let labels = atlas.json("/api/vocabularies?lang=en").await;
    let sectors = labels["vocabularies"]["sector"].as_array().unwrap();
    let label = |code: &Value| sectors.iter().find(|term| term["code"] == *code).unwrap()["label"].clone();
    assert_eq!(facts["sector"]["after_label"], label(&facts["sector"]["after"]));
    assert_eq!(change(&answer, "c-00001")["facts"][0]["after_label"], "4,321");
    let closed = change(&answer, "m-00002");
    assert_eq!(
        (&closed["change"], &closed["facts"][0]["name"], &closed["facts"][0]["after"]),
        (&json!("close"), &json!("status"), &json!("closed"))
    );
    let made = answer["changes"][0].clone();
    assert_eq!((&made["name"], &made["facts"]), (&json!("Mô hình mới toanh"), &json!([])));

    let total =
        |rows: &Value, member: &str| rows.as_array().unwrap().iter().map(|row| row[member].as_u64().unwrap()).sum::<u64>();
    for member in ["total", "create", "update", "close", "withdraw"] {
        assert_eq!(json!(total(&answer["sectors"], member)), answer["counts"][member], "{member}");
        assert_eq!(json!(total(&answer["provinces"], member)), answer["counts"][member], "{member}");
    }
}

#[tokio::test]
async fn nothing_is_told_that_is_not_public() {
    let atlas = Recorded::busy_year().await;
    let name = atlas.facts("m-00003").await.name;
    for format in ["json", "html", "csv"] {
        let text =
            atlas.get(&format!("/api/diff?from=0&f={format}{}", if format == "csv" { "" } else { "&limit=10000" })).await.text();
        assert!(!text.contains("Bản nháp không ai"), "a draft never is, in {format}");
        assert!(!text.contains(&name), "nor what was withdrawn, in {format}");
        assert!(!text.contains("Nguyễn Văn Ẩn"), "nor who did it, in {format}");
    }
    let withdrawn = atlas.json("/api/diff?from=2026-04-02&to=2026-05-20").await;
    let told = &withdrawn["changes"][0];
    assert_eq!(withdrawn["counts"]["total"], 1);
    assert_eq!((&told["id"], &told["change"]), (&json!("m-00003"), &json!("withdraw")));
    for member in ["name", "sector", "province_id", "province", "href"] {
        assert_eq!(told[member], Value::Null, "{member}");
    }
    assert_eq!(told["facts"], json!([]));
    // What happened to it before it was withdrawn is not told again.
    assert!(!ids(&atlas.json("/api/diff?from=0&to=2026-03-10&limit=10000").await).contains(&"m-00003".to_owned()));
    // A change of what is not public, and one that was taken back, are none.
    let revision = atlas.store.revision().await.unwrap();
    let before = atlas.facts("m-00006").await;
    atlas.write([("m-00006", SiteFacts { members: Some(77), ..before.clone() })]).await;
    atlas.write([("m-00006", before)]).await;
    let none = atlas.json(&format!("/api/diff?from={revision}")).await;
    assert_eq!((&none["numberMatched"], &none["revision"]), (&json!(0), &json!(revision + 2)));
}

#[tokio::test]
async fn a_record_counts_where_it_was_or_is() {
    let atlas = Recorded::busy_year().await;
    let answer = atlas.json("/api/diff?from=2026-03-01&to=2026-03-10").await;
    let facts = change(&answer, "m-00001")["facts"].clone();
    let sector = facts.as_array().unwrap().iter().find(|fact| fact["name"] == "sector").unwrap().clone();
    for side in ["before", "after"] {
        let code = sector[side].as_str().unwrap();
        let found = atlas.json(&format!("/api/diff?from=2026-03-01&to=2026-03-10&sector={code}&kind=model")).await;
        assert_eq!(ids(&found), ["m-00001"], "{side}");
    }
    let place = atlas.json("/api/collections/sites/items/m-00001").await["properties"].clone();
    for region in ["province_id", "former_district_id"] {
        let region = place[region].as_str().unwrap();
        assert!(
            ids(&atlas.json(&format!("/api/diff?from=2026-03-01&region={region}&limit=10000")).await)
                .contains(&"m-00001".to_owned())
        );
    }
    assert_eq!(atlas.json("/api/diff?from=2026-03-01&region=96").await["numberMatched"], 0, "nothing of Cà Mau");
    assert_eq!(ids(&atlas.json("/api/diff?from=2026-03-01&to=2026-03-10&kind=cooperative").await), ["c-00001"]);
}

#[tokio::test]
async fn pages_follow_each_other_there_and_back() {
    let atlas = Recorded::busy_year().await;
    let whole = ids(&atlas.json("/api/diff?from=0&limit=10000").await);
    assert_eq!(whole.len(), 249, "the seed without what was withdrawn, and a new one");
    let (mut path, mut forth, mut last) = (Some("/api/diff?from=0&limit=60".to_owned()), Vec::new(), Value::Null);
    while let Some(current) = path {
        last = atlas.json(&current).await;
        assert_eq!(last["numberMatched"], 249);
        forth.extend(ids(&last));
        path = link(&last, "next").map(local);
        // Somebody commits meanwhile: the pages stay those of one list.
        let facts = SiteFacts { members: Some(u32::try_from(forth.len()).unwrap()), ..atlas.facts("m-00007").await };
        atlas.write([("m-00007", facts)]).await;
    }
    assert_eq!(forth, whole);
    let mut back = ids(&last);
    let mut path = link(&last, "prev").map(local);
    while let Some(current) = path {
        let page = atlas.json(&current).await;
        back.splice(0..0, ids(&page));
        path = link(&page, "prev").map(local);
    }
    assert_eq!(back, whole);
}

#[tokio::test]
async fn states_are_told_apart_or_refused() {
    let atlas = Recorded::busy_year().await;
    let revisions = async |query: &str| {
        let answer = atlas.json(&format!("/api/diff?{query}")).await;
        (answer["from"]["revision"].as_i64().unwrap(), answer["to"]["revision"].as_i64().unwrap())
    };
    assert_eq!(revisions("from=2&to=4").await, (2, 4));
    assert_eq!(revisions("from=2026-01-01").await, (0, 5));
    assert_eq!(revisions("from=2026-03-10T02:59:59Z&to=2026-03-10T03:00:00Z").await, (1, 2));
    for (query, code, parameter) in [
        ("", "missing_parameter", "from"),
        ("from=99", "invalid_value", "from"),
        ("from=1&to=99", "invalid_value", "to"),
        ("from=3&to=2", "invalid_value", "from"),
        ("from=2026-04-01&to=2026-03-31", "invalid_value", "from"),
        ("from=2099-01-01", "invalid_value", "from"),
        ("from=1&to=2099-01-01", "invalid_value", "to"),
        ("from=yesterday", "invalid_value", "from"),
        ("from=1&from=2", "repeated_parameter", "from"),
        ("from=1&limit=0", "invalid_value", "limit"),
        ("from=1&cursor=x", "invalid_value", "cursor"),
        ("from=1&q=rau", "unknown_parameter", "q"),
        ("from=1&at=2026-03-01", "unknown_parameter", "at"),
        ("from=1&region=99", "unknown_region", "region"),
        ("from=1&f=csv&limit=5", "invalid_value", "limit"),
    ] {
        let answer = atlas.get(&format!("/api/diff?{query}")).await;
        let problem = answer.json();
        assert_eq!(
            (answer.status.as_u16(), &problem["code"], &problem["parameter"]),
            (400, &json!(code), &json!(parameter)),
            "{query}"
        );
    }
    let next = local(link(&atlas.json("/api/diff?from=0&limit=5").await, "next").unwrap());
    assert_eq!(atlas.get(&next.replace("from=0", "from=1")).await.json()["code"], "cursor_mismatch");
    let future = atlas.get("/api/diff?from=2099-01-01&lang=en").await.text();
    assert!(future.contains("one can ask until"), "{future}");
}

#[tokio::test]
async fn tables_and_the_page_hold_the_same() {
    let atlas = Recorded::busy_year().await;
    let csv = atlas.get("/api/diff?from=2026-03-01&f=csv").await;
    assert!(csv.header("content-disposition").contains("thay-doi-"), "{}", csv.header("content-disposition"));
    let text = csv.text();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().unwrap().get(9), Some("Trước"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // A row for each fact: three of m-00001, one each of c-00001, m-00004 and m-00002; one for what is new and for what is withdrawn.
    assert_eq!(rows.len(), 8, "{text}");
    assert!(rows[0][11].contains("Từ hết ngày 01/03/2026 đến hiện nay"), "{text}");
    let area = rows.iter().find(|row| &row[8] == "Diện tích (ha)").unwrap();
    assert_eq!((&area[1], &area[10]), ("m-00001", "12,5"));
    assert_eq!((&rows[7][0], &rows[7][1], &rows[7][2]), ("Đã rút", "m-00003", ""));

    let workbook = atlas.get("/api/diff?from=2026-03-01&f=xlsx").await;
    let mut sheets: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook.body.clone())).unwrap();
    assert_eq!(sheets.sheet_names(), ["Thay đổi", "Tổng hợp", "Thông tin"]);
    assert_eq!(sheets.worksheet_range("Thay đổi").unwrap().height(), 9);
    let sums = sheets.worksheet_range("Tổng hợp").unwrap();
    let last: Vec<Data> = sums.rows().next_back().unwrap().to_vec();
    assert_eq!(last[2..], [1.0, 3.0, 1.0, 1.0, 6.0].map(Data::Float));

    let page = atlas.get("/api/diff?from=2026-03-01&to=2026-05-20&f=html").await;
    let text = page.text();
    for part in [
        "Từ hết ngày 01/03/2026 đến hết ngày 20/05/2026",
        "Mô hình đổi hướng",
        "<del>",
        "12,5",
        "Đã rút: 1",
        "m-00003",
        "href=\"/ban-do/sites/m-00001\"",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let english = atlas.get("/api/diff?from=2026-03-01&to=2026-05-20&f=html&lang=en").await.text();
    assert!(
        english.contains("From the end of 2026-03-01 to the end of 2026-05-20") && english.contains("Withdrawn: 1"),
        "{english}"
    );
    let empty = atlas.get("/api/diff?from=5&f=html").await.text();
    assert!(empty.contains("Không có thay đổi nào"));
    let browser = [("accept", "text/html,*/*;q=0.1")];
    let answer =
        crate::support::send(agriatlas::http::build_router(atlas.state.clone()), "GET", "/api/diff?from=1", &browser).await;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
}

#[tokio::test]
async fn a_site_page_tells_its_history() {
    let atlas = Recorded::busy_year().await;
    let page = atlas.get("/sites/m-00001").await.text();
    let history = page.split("<h2>Lịch sử</h2>").nth(1).unwrap_or_else(|| panic!("{page}"));
    let (changed, made) = (history.find("10/03/2026 10:00").unwrap(), history.find("01/03/2026 10:00").unwrap());
    assert!(changed < made, "the latest first: {history}");
    assert!(history.contains("Diện tích (ha): <del>") && history.contains("<ins>12,5</ins>"), "{history}");
    assert!(!page.contains("Nguyễn Văn Ẩn"), "who did it is not told");
    // A withdrawal between is told, and nothing of what was changed while it was not public.
    atlas.withdraw("m-00008").await;
    let hidden = SiteFacts { abstract_text: Some("Điều không ai được biết".into()), ..atlas.facts("m-00008").await };
    atlas.write([("m-00008", hidden)]).await;
    let shown = SiteFacts { abstract_text: None, status: agriatlas::domain::Status::Published, ..atlas.facts("m-00008").await };
    atlas.write([("m-00008", shown)]).await;
    let page = atlas.get("/sites/m-00008?lang=en").await.text();
    let history = page.split("<h2>History</h2>").nth(1).unwrap();
    assert!(history.contains("Withdrawn") && history.matches("New").count() == 2, "{history}");
    assert!(!page.contains("Điều không ai được biết"));
    let then = atlas.get("/sites/m-00001?at=2026-03-05").await.text();
    assert!(then.contains("01/03/2026 10:00") && !then.contains("10/03/2026 10:00"), "up to that day: {then}");
    let without = crate::support::get("/sites/c-00001").await.text();
    assert!(!without.contains("Lịch sử"), "nothing recorded, nothing told");
}
