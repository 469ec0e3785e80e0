//! The plain pages: readable without JavaScript, in both languages, with every text escaped.
use crate::support::{content_type, get, get_with, send, snapshot_of, starter_sites};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn the_list_is_a_page_for_browsers() {
    for answer in
        [get("/api/collections/sites/items?f=html").await, get_with("/api/collections/sites/items", &[("accept", BROWSER)]).await]
    {
        assert_eq!((answer.status.as_u16(), content_type(&answer)), (200, "text/html; charset=utf-8"));
        let page = answer.text();
        assert!(page.contains("<html lang=\"vi\">") && page.contains("249 điểm"), "{page}");
        assert_eq!(
            page.matches("href=\"/ban-do/sites/").count(),
            100,
            "a page of the default size, each linked under the public prefix"
        );
        assert!(page.contains("rel=\"next\""));
    }
}

#[tokio::test]
async fn a_facet_link_of_the_list_filters_it() {
    let page = get("/api/collections/sites/items?f=html&lang=en&region=2024-277").await.text();
    assert!(page.contains("11 sites") && page.contains("Huyện Chương Mỹ (former) → 7 communes"), "{page}");
    let link = page.split("href=\"").find(|part| part.contains("sector=crop")).unwrap().split('"').next().unwrap();
    let filtered = get(&link.replace("&amp;", "&").replace("/ban-do", "")).await;
    assert_eq!(filtered.status, 200);
    assert!(filtered.text().contains("Sector: Crop"));
}

#[tokio::test]
async fn a_site_is_a_page_with_every_fact_and_its_source() {
    let page = get("/sites/c-00001").await.text();
    for part in [
        "Hợp tác xã Đan Hoài",
        "Đặt tại trung tâm xã, không phải vị trí chính xác",
        "Nhà màng; Nhà lưới",
        "Thị trấn Phùng, Huyện Đan Phượng, Thành phố Hà Nội",
        "https://en.sggp.org.vn/",
        "geo:",
        "2004",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(
        get("/sites/c-00001?lang=en").await.text().contains("Placed at the commune&#39;s centre")
            || get("/sites/c-00001?lang=en").await.text().contains("Placed at the commune's centre")
    );
}

#[tokio::test]
async fn a_missing_site_is_a_page_for_browsers_too() {
    let answer = get_with("/sites/m-99999", &[("accept", BROWSER)]).await;
    assert_eq!((answer.status.as_u16(), content_type(&answer)), (404, "text/html; charset=utf-8"));
    assert!(answer.text().contains("m-99999"));
}

#[tokio::test]
async fn what_a_user_typed_is_text_and_never_markup() {
    let mut sites = starter_sites();
    sites.truncate(1);
    sites[0].facts.name = "<script>alert(1)</script>".to_owned();
    sites[0].facts.sources[0].url = Some("javascript:alert(1)".to_owned());
    let id = sites[0].id;
    let state = agriatlas::http::SharedState::new("http://localhost".parse().unwrap());
    state.publish(std::sync::Arc::new(snapshot_of(sites)));
    let app = agriatlas::http::build_router(state);
    for path in [format!("/sites/{id}"), "/api/collections/sites/items?f=html&q=script".to_owned()] {
        let page = send(app.clone(), "GET", &path, &[]).await.text();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "{page}");
        assert!(!page.contains("href=\"javascript:"), "{page}");
    }
}
