//! Contacts and consents over HTTP: each reading logged, a withdrawal seen in the very next answer, no value in any refusal.
use agriatlas::access::NewAccount;
use agriatlas::domain::{Grant, Role, SiteId};
use agriatlas::http::PeerAddress;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::office::Office;
use crate::support::Answer;

const JSON: (&str, &str) = ("content-type", "application/json");
/// Where the household of these tests is, in Huyện Chương Mỹ.
const POINT: (f64, f64) = (105.654_321, 20.876_543);

fn ba() -> Value {
    json!({"name": " Nguyễn  Văn Ba ", "role": "chủ hộ", "phone": "0912 345 678", "email": "ba@example.vn", "address": null})
}

async fn post(office: &Office, who: &str, path: &str, body: &Value) -> Answer {
    office.send(who, "POST", path, &[JSON], body.to_string()).await
}

/// A household that agreed to nothing, and its first contact.
async fn household(office: &Office) -> (String, String) {
    let address = json!({"province": "Hà Nội", "district": "Chương Mỹ"});
    let properties = json!({"name": "Hộ ông Nguyễn Văn Ba", "kind": "model", "sector": "crop", "address": address,
        "position_accuracy": "surveyed", "holder": "household", "abstract": "Hỏi ông Ba, 0912.345.678"});
    let geometry = json!({"type": "Point", "coordinates": [POINT.0, POINT.1]});
    let farm = json!({"type": "Feature", "geometry": geometry, "properties": properties});
    let made = office.post("minh", "/api/collections/sites/items?state=published", &farm).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let contacts = format!("/api/records/{id}/contacts");
    let added = post(office, "lan", &contacts, &ba()).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    assert_eq!(added.header("location"), format!("https://atlas.example.vn{contacts}/1"));
    (id, format!("{contacts}/1"))
}

#[tokio::test]
async fn a_contact_is_kept_by_who_saw_its_last_version() {
    let office = Office::open().await;
    let (id, contact) = household(&office).await;
    let read = office.get("lan", &contact).await;
    assert_eq!((read.header("etag"), read.header("cache-control")), ("\"c1\"", "no-store"));
    let told = read.json();
    assert_eq!((&told["number"], &told["name"], &told["phone"]), (&json!(1), &json!("Nguyễn Văn Ba"), &json!("0912 345 678")));
    assert_eq!((&told["created_by"], &told["address"], &told["consents"]), (&json!("lan"), &Value::Null, &json!([])));
    let change = json!({"name": "Nguyễn Văn Bảy"}).to_string();
    let put = |tag: &'static str, body: String| {
        let headers = if tag.is_empty() { vec![JSON] } else { vec![JSON, ("if-match", tag)] };
        let (office, contact) = (&office, &contact);
        async move { office.send("minh", "PUT", contact, &headers, body).await }
    };
    assert_eq!(put("", change.clone()).await.status, StatusCode::PRECONDITION_REQUIRED);
    let changed = put("\"c1\"", change.clone()).await;
    assert_eq!((changed.status, changed.header("etag")), (StatusCode::OK, "\"c2\""), "{}", changed.text());
    assert!(changed.json()["phone"].is_null(), "what is left out is cleared");
    let stale = put("\"c1\"", change.clone()).await;
    assert_eq!((stale.status, &stale.json()["version"]), (StatusCode::PRECONDITION_FAILED, &json!(2)));
    assert_eq!(
        put("\"r7\"", change).await.status,
        StatusCode::PRECONDITION_FAILED,
        "the tag of a record is not that of a contact"
    );
    let list = office.get("quan", &format!("/api/records/{id}/contacts")).await.json();
    assert_eq!((&list["site"], &list["agreed"], &list["may"]), (&json!(id), &json!([]), &json!(["edit"])));
    assert_eq!(list["contacts"].as_array().unwrap().len(), 1);
    for unknown in
        [format!("/api/records/{id}/contacts/9"), format!("/api/records/{id}/contacts/x"), "/api/records/m-99999/contacts".into()]
    {
        assert_eq!(office.get("quan", &unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    assert_eq!(office.get("lan", &format!("{contact}?limit=1")).await.status, StatusCode::BAD_REQUEST);
    let record = office.get("lan", &format!("/api/records/{id}")).await.json();
    assert!(record["may"].as_array().unwrap().contains(&json!("read_contacts")), "{record}");
}

#[tokio::test]
async fn each_reading_is_logged_with_its_request_and_no_refusal_is() {
    let office = Office::open().await;
    let (id, contact) = household(&office).await;
    let logged = async || {
        let accesses = office.store.contact_accesses(id.parse::<SiteId>().unwrap(), 1).await.unwrap();
        accesses.into_iter().map(|access| (access.actor, access.request)).collect::<Vec<_>>()
    };
    let before = logged().await;
    assert_eq!(before.len(), 1, "the answer to who recorded it");
    let mut expected = before;
    for (who, path) in [("lan", contact.clone()), ("minh", format!("/api/records/{id}/contacts"))] {
        let answer = office.get(who, &path).await;
        expected.push((who.to_owned(), answer.header("x-request-id").to_owned()));
        assert_eq!(logged().await, expected);
    }
    for who in ["", "xem", "hoa", "tuan"] {
        let refused = office.get(who, &contact).await;
        assert!(refused.status.is_client_error() && !refused.text().contains("0912"), "{who}: {}", refused.text());
    }
    assert_eq!(logged().await, expected);
}

/// The tile of a zoom in which the household lies.
fn tile(zoom: u32) -> String {
    let (lon, lat) = POINT;
    let size = f64::from(1_u32 << zoom);
    let column = ((lon + 180.0) / 360.0 * size).floor();
    let row = ((1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * size).floor();
    format!("/api/collections/sites/tiles/WebMercatorQuad/{zoom}/{row}/{column}")
}

#[tokio::test]
async fn a_withdrawal_is_in_the_very_next_answer() {
    let office = Office::open().await;
    let (id, contact) = household(&office).await;
    let needle = "Nguyễn Văn Ba";
    let addresses = [
        format!("/api/collections/sites/items/{id}"),
        "/api/collections/sites/items?region=2024-277&limit=500".to_owned(),
        "/api/collections/sites/export.csv?region=2024-277".to_owned(),
        "/api/collections/sites/export.geojson?region=2024-277".to_owned(),
        tile(14),
        format!("/sites/{id}"),
    ];
    let tell = async |is_told: bool, when: &str| {
        for address in &addresses {
            let answer = office.get("", address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let holds = answer.body.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert_eq!(holds, is_told, "{when}: {address}");
        }
        let point = office.get("", &addresses[0]).await.json()["geometry"]["coordinates"][0].clone();
        assert_eq!(point == json!(POINT.0), is_told, "{when}: the place");
    };
    tell(false, "before").await;
    for purpose in ["name", "place"] {
        let body = json!({"purpose": purpose, "given_on": "2026-05-19", "evidence": "phiếu số 12"});
        let given = post(&office, "lan", &format!("{contact}/consents"), &body).await;
        assert_eq!(given.status, StatusCode::CREATED, "{}", given.text());
        let again = post(&office, "lan", &format!("{contact}/consents"), &body).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    }
    tell(true, "agreed").await;
    for purpose in ["name", "place"] {
        let path = format!("{contact}/consents/{purpose}");
        let withdrawn = office.send("lan", "DELETE", &path, &[], Body::empty()).await;
        assert_eq!(withdrawn.status, StatusCode::OK, "{}", withdrawn.text());
        assert!(withdrawn.json()["consents"].as_array().unwrap().iter().any(|consent| consent["withdrawn_by"] == "lan"));
        assert_eq!(office.send("lan", "DELETE", &path, &[], Body::empty()).await.status, StatusCode::NOT_FOUND);
    }
    tell(false, "withdrawn").await;
    for past in ["/api/changes?since=0".to_owned(), "/api/diff?from=1".to_owned()] {
        assert!(!office.get("", &past).await.text().contains(needle), "{past}");
    }
    let history = office.get("lan", &format!("/api/records/{id}/history")).await.json();
    let reasons: Vec<&str> =
        history["changes"].as_array().unwrap().iter().filter_map(|change| change["reason"].as_str()).collect();
    assert_eq!(reasons.len(), 4);
    assert!(reasons[3].starts_with("Rút sự đồng ý của liên hệ 1") && !reasons.concat().contains("phiếu"), "{reasons:?}");
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_beside_its_property_without_the_value() {
    let office = Office::open().await;
    let (id, contact) = household(&office).await;
    let contacts = format!("/api/records/{id}/contacts");
    let consents = format!("{contact}/consents");
    let secret = "Zxqwv";
    for (path, body, expected) in [
        (&contacts, json!({}), vec!["name"]),
        (
            &contacts,
            json!({"name": "  ", "phone": secret, "email": secret, "tuoi": secret}),
            vec!["tuoi", "name", "phone", "email"],
        ),
        (
            &contacts,
            json!({"name": format!("{secret}\u{7}"), "role": 7, "address": secret.repeat(200)}),
            vec!["name", "role", "address"],
        ),
        (&contacts, json!([secret]), vec!["", "name"]),
        (&consents, json!({}), vec!["purpose", "given_on", "evidence"]),
        (&consents, json!({"purpose": secret, "given_on": secret, "evidence": secret}), vec!["purpose", "given_on"]),
        (&consents, json!({"purpose": "name", "given_on": "2199-01-01", "evidence": " "}), vec!["given_on", "evidence"]),
        (&consents, json!({"purpose": "name", "given_on": "20260519", "evidence": "phiếu"}), vec!["given_on"]),
    ] {
        for language in ["vi", "en"] {
            let answer = post(&office, "lan", &format!("{path}?lang={language}"), &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {}", answer.text());
            let told = answer.json();
            let findings = told["findings"].as_array().unwrap();
            let properties: Vec<&str> = findings.iter().map(|finding| finding["property"].as_str().unwrap()).collect();
            assert_eq!(properties, expected, "{body}");
            assert!(findings.iter().all(|finding| finding["value"].is_null() && finding["severity"] == "refused"), "{told}");
            assert!(!answer.text().contains(secret), "{}", answer.text());
        }
    }
    let broken = office.send("lan", "POST", &contacts, &[JSON], format!("{{\"name\": {secret}}}")).await;
    assert_eq!((broken.status, broken.text().contains(secret)), (StatusCode::BAD_REQUEST, false), "{}", broken.text());
    let kind = office.send("lan", "POST", &contacts, &[("content-type", "text/plain")], secret).await;
    assert_eq!(kind.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(office.get("lan", &contacts).await.json()["contacts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_administrator_in_a_browser_erases_for_good() {
    let office = Office::open().await;
    let (id, contact) = household(&office).await;
    let given = json!({"purpose": "name", "given_on": "2026-05-19", "evidence": "phiếu của Nguyễn Văn Ba"});
    assert_eq!(post(&office, "lan", &format!("{contact}/consents"), &given).await.status, StatusCode::CREATED);
    let erase = format!("{contact}/erase");
    let wish = json!({"because": "đơn của ông Nguyễn Văn Ba"});
    assert_eq!(post(&office, "quan", &erase, &wish).await.status, StatusCode::FORBIDDEN, "a program erases nobody");
    let browser = Browser::sign_in(&office).await;
    assert_eq!(browser.post(&office, &erase, &json!({})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, told) = browser.post(&office, &erase, &wish).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(
        (&told["erased"]["by"], &told["erased"]["because"]),
        (&json!("truong"), &json!("đơn của ông [đã xóa theo yêu cầu]"))
    );
    assert!(told["name"].is_null() && told["phone"].is_null() && told["consents"][0]["withdrawn_by"] == "truong", "{told}");
    assert_eq!(browser.post(&office, &erase, &wish).await.0, StatusCode::CONFLICT);
    for who in ["quan", "minh"] {
        for path in ["", "/history", "/contacts"].map(|rest| format!("/api/records/{id}{rest}")) {
            let answer = office.get(who, &path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            for theirs in ["Văn Ba", "345.678", "345 678", "ba@example"] {
                assert!(!answer.text().contains(theirs), "{path} tells {theirs}: {}", answer.text());
            }
        }
    }
    let history = office.get("quan", &format!("/api/records/{id}/history")).await.json();
    let last = history["changes"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["author"], &last["reason"]), (&json!("truong"), &json!("đơn của ông [đã xóa theo yêu cầu]")));
    let change = [JSON, ("if-match", "\"c1\"")];
    let changed = office.send("lan", "PUT", &contact, &change, ba().to_string()).await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "{}", changed.text());
    // Everybody goes on seeing the site.
    let item = office.get("", &format!("/api/collections/sites/items/{id}")).await.json();
    assert!(item["properties"]["name"].as_str().unwrap().starts_with("Hộ "), "{item}");
}

/// An administrator's browser.
struct Browser {
    cookie: String,
    csrf: String,
}

impl Browser {
    async fn sign_in(office: &Office) -> Self {
        let password = "ruộng xanh mưa ngâu".to_owned();
        let grants = vec![Grant::new(Role::Administrator, None).unwrap()];
        let username = "truong".parse().unwrap();
        let new = NewAccount { username, display_name: "truong".into(), password: Some(password.clone()), grants };
        office.access.make_account(new, "test").await.unwrap();
        let body = json!({"username": "truong", "password": password});
        let nobody = Self { cookie: String::new(), csrf: String::new() };
        let (parts, answer) = nobody.request(office, "/api/session", &body).await;
        let cookie = parts.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        Self { cookie, csrf: answer["csrf_token"].as_str().unwrap().to_owned() }
    }

    async fn request(&self, office: &Office, path: &str, body: &Value) -> (axum::http::response::Parts, Value) {
        let request = Request::post(path).extension(PeerAddress("198.51.100.1".parse().unwrap()));
        let request = request.header(JSON.0, JSON.1).header("origin", "https://atlas.example.vn");
        let request = request.header("cookie", &self.cookie).header("x-csrf-token", &self.csrf);
        let response = office.router.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts, serde_json::from_slice(&body).unwrap())
    }

    async fn post(&self, office: &Office, path: &str, body: &Value) -> (StatusCode, Value) {
        let (parts, body) = self.request(office, path, body).await;
        (parts.status, body)
    }
}
