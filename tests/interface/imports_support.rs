//! What the tests of imports share: a file up, its rehearsal waited for, its rows asked for.
use axum::body::Body;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::office::Office;
use crate::support::Answer;

/// The bytes of one of the messy files.
pub fn messy(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/messy/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A small table in our own layout, its sites in these communes of Hà Nội.
pub fn table(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut text = "Tên mô hình,kind,sector,Tỉnh,Huyện,Xã,Diện tích (ha)\n".to_owned();
    for (name, commune, area) in rows {
        text += &format!("{name},model,crop,Thành phố Hà Nội,Huyện Đan Phượng,{commune},\"{area}\"\n");
    }
    text.into_bytes()
}

/// One import, and who walks it.
pub struct Walk<'a> {
    pub office: &'a Office,
    pub id: i64,
}

impl<'a> Walk<'a> {
    /// Uploads a file that is taken, and waits until it is rehearsed.
    pub async fn begin(office: &'a Office, who: &str, name: &str, bytes: Vec<u8>) -> Walk<'a> {
        let sent = upload(office, who, name, bytes).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        let walk = Walk { office, id: sent.json()["id"].as_i64().unwrap() };
        assert_eq!(sent.header("location"), format!("https://atlas.example.vn/api/imports/{}", walk.id));
        assert_eq!((sent.header("etag"), sent.header("cache-control")), ("\"i1\"", "no-store"));
        walk.rehearsed(who).await;
        walk
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/imports/{}{rest}", self.id)
    }

    /// The import once its rehearsal ended.
    pub async fn rehearsed(&self, who: &str) -> Value {
        for _ in 0..2_000 {
            let answer = self.office.get(who, &self.path("")).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            let import = answer.json();
            if !["queued", "reading"].contains(&import["progress"]["stage"].as_str().unwrap()) {
                return import;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the rehearsal does not end");
    }

    /// The rows that a filter lets through.
    pub async fn rows(&self, who: &str, query: &str) -> Vec<Value> {
        let answer = self.office.get(who, &self.path(&format!("/rows?limit=1000&{query}"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()["rows"].as_array().unwrap().clone()
    }

    /// The version as a tag.
    pub async fn tag(&self, who: &str) -> String {
        self.office.get(who, &self.path("")).await.header("etag").to_owned()
    }

    /// Says more of the file, and waits until it is rehearsed anew.
    pub async fn say(&self, who: &str, said: &Value) -> Value {
        let answer = self.office.patch(who, &self.path(""), &self.tag(who).await, said).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        self.rehearsed(who).await
    }

    /// A step with the present version.
    pub async fn step(&self, who: &str, step: &str, body: &Value) -> Answer {
        let tag = self.tag(who).await;
        let headers = [("content-type", "application/json"), ("if-match", tag.as_str())];
        self.office.send(who, "POST", &self.path(step), &headers, body.to_string()).await
    }

    /// A step that is taken.
    pub async fn done(&self, who: &str, step: &str, body: &Value) -> Value {
        let answer = self.step(who, step, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    /// Commits as far as the rights go.
    pub async fn commit(&self, who: &str) -> Value {
        self.done(who, "/commit", &json!({})).await
    }
}

/// Sends a file.
pub async fn upload(office: &Office, who: &str, name: &str, bytes: impl Into<Body>) -> Answer {
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    let headers = [("content-type", "application/octet-stream")];
    office.send(who, "POST", &format!("/api/imports?file_name={name}"), &headers, bytes).await
}

/// How many sites the public has.
pub async fn public_sites(office: &Office) -> u64 {
    office.get("", "/api/collections/sites/items?limit=1").await.json()["numberMatched"].as_u64().unwrap()
}
