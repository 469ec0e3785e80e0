//! Whether everybody may do what `rights_table.rs` says, and nothing else.
use std::collections::BTreeSet;

use agriatlas::access::{NewAccount, NewToken};
use agriatlas::domain::{
    Batch, BatchOrigin, ConsentPurpose, ContactValues, Grant, Holder, ProposalState, RegionId, Role, SiteFacts, SiteId,
    SitePrivacy, Status, TokenScope,
};
use agriatlas::http::PeerAddress;
use agriatlas::store::{ConsentWrite, ContactWrite, ProposalWrite, SiteWrite};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::imports_rights::IMPORTS;
use crate::office::Office;
use crate::rights_table::{About, Row, TABLE, WHO};
use crate::support::GEOGRAPHY;

/// Routes about nobody but whoever asks; `accounts_…` test them. Here: nobody gets nothing, and a browser needs its token.
const OWN: &[(&str, &str)] = &[
    ("GET", "/account"),
    ("GET", "/api/account/sessions"),
    ("GET", "/api/account/tokens"),
    ("POST", "/api/account/tokens"),
    ("PUT", "/api/account/password"),
    ("DELETE", "/api/account/sessions"),
    ("DELETE", "/api/account/sessions/{id}"),
    ("DELETE", "/api/account/tokens/{id}"),
    ("POST", "/account/password"),
    ("POST", "/account/sessions"),
    ("POST", "/account/tokens"),
    ("POST", "/account/tokens/revoke"),
];

/// Routes that are for everybody, as they sign people in and out or read what is public.
const OPEN: &[(&str, &str)] = &[
    ("POST", "/api/session"),
    ("DELETE", "/api/session"),
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("GET", "/api/session"),
    ("GET", "/account/oidc/start"),
    ("GET", "/account/oidc/callback"),
];

/// Every method and path of the route table.
fn routes() -> BTreeSet<(String, String)> {
    let source = include_str!("../../src/http/router.rs");
    let source = source.split(".fallback(assets").next().unwrap();
    let mut routes = BTreeSet::new();
    for part in source.split(".route(").skip(1) {
        let path = part.split('"').nth(1).unwrap().to_owned();
        let rest = part.replace(&format!("\"{path}\""), "");
        for method in ["get", "post", "put", "patch", "delete"] {
            if rest
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '(')
                .any(|word| word.contains(&format!("{method}(")))
            {
                routes.insert((method.to_uppercase(), path.clone()));
            }
        }
    }
    routes
}

#[test]
fn every_route_that_changes_or_is_not_public_is_in_the_table() {
    let listed = TABLE.iter().map(|row| (row.0, row.1)).chain(OWN.iter().copied()).chain(OPEN.iter().copied());
    let listed: BTreeSet<(&str, &str)> = listed.chain(IMPORTS.iter().copied()).collect();
    let routes = routes();
    assert!(routes.len() > 50, "{routes:?}");
    for (method, path) in &routes {
        let is_private = ["/api/records", "/api/proposals", "/api/imports", "/api/account", "/account", "/api/session"]
            .iter()
            .any(|start| path.starts_with(start));
        if method != "GET" || is_private {
            assert!(listed.contains(&(method.as_str(), path.as_str())), "{method} {path} is not in the table");
        }
    }
    for (method, path) in listed {
        assert!(routes.contains(&(method.to_owned(), path.to_owned())), "{method} {path} is no route");
    }
}

/// The office, a reviewer's reading program and browser, and what rows are about, inside and outside.
struct Matrix {
    office: Office,
    reading: String,
    cookie: String,
    csrf: String,
    sites: [[SiteId; 3]; 2],
    facts: [[SiteFacts; 3]; 2],
    count: u32,
}

impl Matrix {
    async fn open() -> Self {
        let office = Office::open().await;
        let access = office.access.clone();
        let token = NewToken { name: "read".to_owned(), scope: TokenScope::Read, days: 1 };
        let (secret, _) = access.make_token(&"minh".parse().unwrap(), token, "test").await.unwrap();
        let password = "ruộng xanh mưa ngâu".to_owned();
        let grants = vec![Grant::new(Role::Reviewer, Some("01".parse().unwrap())).unwrap()];
        let new = NewAccount {
            username: "bay".parse().unwrap(),
            display_name: "bay".to_owned(),
            password: Some(password.clone()),
            grants,
        };
        access.make_account(new, "test").await.unwrap();
        let sites = office.store.load().await.unwrap().sites;
        let mut made = Vec::new();
        for district in ["2024-277", "2024-02"] {
            let district: RegionId = district.parse().unwrap();
            let lies_there = |facts: &SiteFacts| GEOGRAPHY.settle(facts.placement.clone()).regions().any(|id| id == district);
            let like = sites.iter().find(|site| site.facts.status == Status::Published && lies_there(&site.facts)).unwrap();
            let named = |name: &str| SiteFacts { name: format!("{name} {district}"), ..like.facts.clone() };
            let privacy = SitePrivacy { holder: Some(Holder::Household), ..SitePrivacy::default() };
            made.push([
                named("Công khai"),
                SiteFacts { privacy, ..named("Hộ") },
                SiteFacts { status: Status::Draft, ..named("Nháp") },
            ]);
        }
        let facts: [[SiteFacts; 3]; 2] = made.try_into().unwrap();
        let writes = facts.iter().flatten().cloned().map(SiteWrite::Create).collect();
        let revision = office.store.revision().await.unwrap();
        let batch = Batch::new(BatchOrigin::Edit, "test");
        let commit = office.store.commit(&batch, revision, writes, Vec::new()).await.unwrap();
        let sites = [0, 3].map(|first| [commit.created[first], commit.created[first + 1], commit.created[first + 2]]);
        let mut matrix = Self {
            office,
            reading: secret.reveal().to_owned(),
            cookie: String::new(),
            csrf: String::new(),
            sites,
            facts,
            count: 0,
        };
        let body = json!({"username": "bay", "password": password}).to_string();
        let (status, headers, answer) =
            matrix.request("POST", "/api/session", &[("content-type", "application/json")], body).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        matrix.cookie = headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        matrix.csrf = answer["csrf_token"].as_str().unwrap().to_owned();
        matrix
    }

    async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> (StatusCode, axum::http::HeaderMap, Value) {
        let mut request = Request::builder().method(method).uri(path).extension(PeerAddress("198.51.100.1".parse().unwrap()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.office.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, serde_json::from_slice(&body).unwrap_or_default())
    }

    async fn ask(&self, who: &str, method: &str, path: &str, tag: &str, kind: &str, body: &Value) -> u16 {
        let bearer = match who {
            "" | "session" | "session without csrf" => None,
            "read token" => Some(format!("Bearer {}", self.reading)),
            name => Some(format!("Bearer {}", self.office.token(name))),
        };
        let mut headers = vec![("content-type", kind), ("if-match", tag), ("origin", "https://atlas.example.vn")];
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        if who.starts_with("session") {
            headers.push(("cookie", &self.cookie));
        }
        if who == "session" {
            headers.push(("x-csrf-token", &self.csrf));
        }
        let body = if method == "GET" || method == "DELETE" { String::new() } else { body.to_string() };
        self.request(method, path, &headers, body).await.0.as_u16()
    }

    /// Puts the record back as it was, and gives its tag.
    async fn restored(&self, site: SiteId, facts: &SiteFacts) -> String {
        let revision = self.office.store.revision().await.unwrap();
        let write = vec![SiteWrite::Update { id: site, facts: facts.clone() }];
        self.office.store.commit(&Batch::new(BatchOrigin::Edit, "test"), revision, write, Vec::new()).await.unwrap();
        format!("\"r{}\"", self.office.store.record(site).await.unwrap().unwrap().revision)
    }

    /// A cell about somebody who agrees to be telephoned, and to nothing where that is to be recorded.
    async fn about_contact(&self, who: &str, method: &str, path: &str, site: SiteId) -> u16 {
        let store = &self.office.store;
        let values = ContactValues { name: "Nguyễn Văn Ba".into(), role: None, phone: None, email: None, address: None };
        let number = store.write_contact(ContactWrite::Add { site, values, by: "test".into() }).await.unwrap();
        if method == "DELETE" {
            let given_on = "2026-05-19".parse().unwrap();
            let given = ConsentWrite::Give { purpose: ConsentPurpose::Phone, given_on, evidence: "phiếu".into() };
            store.write_consent(site, number, given, &Batch::new(BatchOrigin::Edit, "test")).await.unwrap();
        }
        let path = path.replace("{id}", &site.to_string()).replace("{number}", &number.to_string()).replace("{purpose}", "phone");
        let body = match path.rsplit('/').next() {
            Some("consents") => json!({"purpose": "phone", "given_on": "2026-05-19", "evidence": "phiếu"}),
            Some("erase") => json!({"because": "đơn"}),
            _ => json!({"name": "Trần Thị Tư"}),
        };
        self.ask(who, method, &path, "\"c1\"", "application/json", &body).await
    }

    /// One cell of the table.
    async fn cell(&mut self, row: &Row, place: usize, who: &str) -> u16 {
        let (method, path, about, ..) = *row;
        self.count += 1;
        let (about_site, merge) = (about as usize, "application/merge-patch+json");
        let (site, facts) = (self.sites[place][about_site % 3], self.facts[place][about_site % 3].clone());
        let patch = json!({"properties": {"members": self.count}});
        match about {
            About::New => {
                let address = json!({"province": facts.address.province, "district": facts.address.district, "commune": facts.address.commune});
                let properties =
                    json!({"name": format!("Mới {}", self.count), "kind": "model", "sector": "crop", "address": address});
                let body = json!({"type": "Feature", "geometry": null, "properties": properties});
                self.ask(who, method, "/api/collections/sites/items?state=published", "", "application/geo+json", &body).await
            }
            About::Proposal => {
                let (site, facts) = (self.sites[place][0], self.facts[place][0].clone());
                self.restored(site, &facts).await;
                for open in self.office.store.proposals_of(site).await.unwrap().iter().filter(|open| open.state.is_open()) {
                    let step = ProposalWrite::Step {
                        id: open.id,
                        version: open.version,
                        state: ProposalState::Abandoned,
                        actor: "quan".into(),
                        comment: None,
                        rewrite: None,
                    };
                    self.office.store.write_proposal(step).await.unwrap();
                }
                let after = Box::new(SiteFacts { members: Some(self.count), ..facts.clone() });
                let begin = ProposalWrite::Begin {
                    site: Some(site),
                    state: ProposalState::InReview,
                    author: "quan".into(),
                    reason: None,
                    before: Some(Box::new(facts)),
                    after,
                };
                let proposal = self.office.store.write_proposal(begin).await.unwrap();
                let path = path.replace("{id}", &proposal.id.to_string());
                let (body, kind) =
                    if method == "POST" { (json!({"step": "accept"}), "application/json") } else { (patch, merge) };
                self.ask(who, method, &path, "\"p1\"", kind, &body).await
            }
            About::Contact => self.about_contact(who, method, path, self.sites[place][0]).await,
            _ => {
                let tag = self.restored(site, &facts).await;
                let suffix = if method == "GET" { "" } else { "?state=published" };
                let path = format!("{}{suffix}", path.replace("{collection}", "sites").replace("{id}", &site.to_string()));
                let put = json!({"type": "Feature", "geometry": null, "properties": {"name": facts.name, "kind": facts.kind, "sector": facts.sector, "address": facts.address, "members": self.count}});
                let (body, kind) = if method == "PUT" { (put, "application/geo+json") } else { (patch, merge) };
                self.ask(who, method, &path, &tag, kind, &body).await
            }
        }
    }
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let mut matrix = Matrix::open().await;
    let mut wrong = Vec::new();
    for row in TABLE {
        for (place, expected) in [(0, row.3), (1, row.4)] {
            let mut got = [0; 9];
            for (column, who) in WHO.iter().enumerate() {
                got[column] = matrix.cell(row, place, who).await;
            }
            if got != expected {
                wrong.push(format!(
                    "{} {} {:?} {}: {got:?}, not {expected:?}",
                    row.0,
                    row.1,
                    row.2,
                    ["inside", "outside"][place]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_is_ones_own_is_for_nobody_else() {
    let matrix = Matrix::open().await;
    for (method, path) in OWN.iter().chain(IMPORTS) {
        let path = path.replace("{id}", "00000000-0000-4000-8000-000000000000");
        let kind = if path.starts_with("/api") { "application/json" } else { "application/x-www-form-urlencoded" };
        let nobody = matrix.ask("", method, &path, "", kind, &json!({})).await;
        // A body that cannot be read is refused before anybody is asked who they are.
        assert!(matches!(nobody, 303 | 400 | 401 | 403), "{method} {path}: {nobody}");
        if *method != "GET" {
            let forged = matrix.ask("session without csrf", method, &path, "", kind, &json!({})).await;
            assert!(matches!(forged, 400 | 401 | 403), "{method} {path}: {forged}");
        }
    }
}
