//! Private values that nobody can mistake are recorded, and every public answer is searched for them.
use std::io::{Cursor, Read, Write};
use std::sync::{Arc, Mutex};

use agriatlas::domain::{
    Batch, BatchOrigin, ConsentPurpose, ContactValues, GeoPoint, Holder, ImportReach, Placement, PositionAccuracy, ProposalState,
    PublicPrecision, SiteFacts, SitePrivacy, Source, Status,
};
use agriatlas::store::{
    ConsentWrite, ContactWrite, ImportCommit, ImportContent, ImportVersion, NewImport, ProposalWrite, Reader, SiteWrite,
};
use serde_json::Value;
use sha2::Digest;

use crate::recorded::{Recorded, id};
use crate::support::Answer;

/// Every planted text holds this.
const SECRET: &str = "Zxqwv";
const EXACT: (f64, f64) = (105.612_347, 20.954_321);

fn planted(like: &SiteFacts, name: &str) -> SiteFacts {
    let point = GeoPoint::new(EXACT.0, EXACT.1);
    let secret = |what: &str| Some(format!("{what} {SECRET} 0912345678"));
    SiteFacts {
        name: format!("{name} {SECRET}"),
        placement: Placement { point, accuracy: Some(PositionAccuracy::Surveyed), ..like.placement.clone() },
        abstract_text: secret("Hỏi ông"),
        sources: vec![Source { title: secret("Lời kể của bà"), url: None, date: None }],
        operator_id: None,
        status: Status::Published,
        ..like.clone()
    }
}

fn ruled(facts: SiteFacts, precision: PublicPrecision, holder: Option<Holder>, consents: &[ConsentPurpose]) -> SiteFacts {
    let privacy = SitePrivacy { public_precision: precision, holder, consents: consents.iter().copied().collect() };
    SiteFacts { privacy, ..facts }
}

/// What was planted: a household that was taken for a company first, then agreed, then withdrew; places that are coarse and
/// hidden; a draft, a withdrawn site and a proposal.
struct Planted {
    atlas: Recorded,
    household: String,
    coarse: String,
    hidden: String,
    unseen: Vec<String>,
}

async fn plant() -> Planted {
    let atlas = Recorded::busy_year().await;
    let sites = atlas.store.load().await.unwrap().sites.into_iter().map(|site| site.facts);
    let is_in_a_commune = |facts: &SiteFacts| facts.placement.commune.is_some() && facts.placement.former_commune.is_some();
    let like = sites.into_iter().find(|facts| facts.status == Status::Published && is_in_a_commune(facts)).unwrap();
    let public =
        |facts: SiteFacts| SiteFacts { name: "Trang trại kín".into(), abstract_text: None, sources: Vec::new(), ..facts };
    let sites = vec![
        planted(&like, "Hộ ông"),
        ruled(public(planted(&like, "")), PublicPrecision::Commune, None, &[]),
        ruled(public(planted(&like, "")), PublicPrecision::Hidden, None, &[]),
        SiteFacts { status: Status::Draft, ..planted(&like, "Nháp") },
        planted(&like, "Rút"),
    ];
    let batch = Batch {
        reason: Some(format!("{SECRET} gọi điện")),
        reviewer: Some(format!("duyet{SECRET}")),
        ..Batch::new(BatchOrigin::Edit, format!("nguoi{SECRET}"))
    };
    let revision = atlas.store.revision().await.unwrap();
    let commit =
        atlas.store.commit(&batch, revision, sites.into_iter().map(SiteWrite::Create).collect(), Vec::new()).await.unwrap();
    let ids: Vec<String> = commit.created.iter().map(ToString::to_string).collect();
    let [household, coarse, hidden, draft, withdrawn] = ids.try_into().unwrap();
    let facts = atlas.facts(&household).await;
    let agreed = [ConsentPurpose::Name, ConsentPurpose::Place];
    for consents in [&agreed[..], &[]] {
        let ruled = ruled(facts.clone(), PublicPrecision::Exact, Some(Holder::Household), consents);
        atlas.write([(household.as_str(), ruled)]).await;
    }
    let gone = SiteFacts { status: Status::Withdrawn, ..atlas.facts(&withdrawn).await };
    atlas.write([(withdrawn.as_str(), gone)]).await;
    let proposal = ProposalWrite::Begin {
        site: Some(id("m-00006")),
        state: ProposalState::InReview,
        author: format!("tacgia{SECRET}"),
        reason: Some(format!("lý do {SECRET}")),
        before: Some(Box::new(atlas.facts("m-00006").await)),
        after: Box::new(planted(&like, "Đề xuất")),
    };
    atlas.store.write_proposal(proposal).await.unwrap();
    for site in [&household, &coarse, &hidden] {
        plant_contact(&atlas, site).await;
    }
    plant_import(&atlas).await;
    atlas.publish().await;
    Planted { atlas, household, coarse, hidden, unseen: vec![draft, withdrawn] }
}

/// Somebody of the site who may be telephoned, who was read by somebody.
async fn plant_contact(atlas: &Recorded, site: &str) {
    let secret = |what: &str| Some(format!("{what} {SECRET}"));
    let values = ContactValues {
        name: format!("Ông {SECRET}"),
        role: secret("chủ"),
        phone: Some("0912345678".into()),
        email: Some(format!("{SECRET}@example.vn")),
        address: secret("thôn"),
    };
    let number =
        atlas.store.write_contact(ContactWrite::Add { site: id(site), values, by: format!("ghi{SECRET}") }).await.unwrap();
    let evidence = format!("phiếu {SECRET}");
    let given = ConsentWrite::Give { purpose: ConsentPurpose::Phone, given_on: "2026-05-19".parse().unwrap(), evidence };
    atlas.store.write_consent(id(site), number, given, &Batch::new(BatchOrigin::Edit, "test")).await.unwrap();
    let reader = Reader { actor: format!("doc{SECRET}"), request: "0123".into() };
    assert_eq!(atlas.store.read_contacts(id(site), None, &reader).await.unwrap().len(), 1);
}

/// A file with people in it, which somebody committed: the file, its name and what was said of it are nobody's business.
async fn plant_import(atlas: &Recorded) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let bytes = format!("name,phone\nHộ {SECRET},0912345678\n");
    file.write_all(bytes.as_bytes()).unwrap();
    let new = NewImport {
        author: format!("nhap{SECRET}"),
        file_name: format!("danh sách {SECRET}.csv"),
        file_sha256: sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        file: file.path().to_owned(),
        office: None,
        settings: serde_json::json!({"corrections": {"cells": [{"sheet": "", "row": 2, "column": 0, "text": SECRET}]}}),
    };
    let import = atlas.store.begin_import(new).await.unwrap();
    let batch = Batch {
        file_name: Some(import.file_name.clone()),
        file_sha256: Some(import.file_sha256.clone()),
        ..Batch::new(BatchOrigin::Import, import.author.clone())
    };
    let facts = SiteFacts { members: Some(77), ..atlas.facts("m-00006").await };
    let seen = ImportVersion { id: import.id, version: 1, actor: import.author.clone(), comment: Some(SECRET.to_owned()) };
    let commit = ImportCommit {
        seen,
        reach: ImportReach::Published,
        report: serde_json::json!({"rows": SECRET}),
        remember: Some(("vn".to_owned(), serde_json::json!({"wordings": SECRET}))),
        content: ImportContent::Sites(vec![SiteWrite::Update { id: id("m-00006"), facts }]),
    };
    let revision = atlas.store.revision().await.unwrap();
    atlas.store.commit_import(&batch, revision, commit).await.unwrap();
}

/// The answer's bytes, those of archives unpacked.
fn unpacked(answer: &Answer) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(answer.body.clone())) else { return answer.body.clone() };
    let mut bytes = Vec::new();
    for entry in 0..archive.len() {
        archive.by_index(entry).unwrap().read_to_end(&mut bytes).unwrap();
    }
    bytes
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn search(address: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
    let mut bytes = unpacked(answer);
    answer.headers.values().for_each(|value| bytes.extend(value.as_bytes()));
    for needle in [SECRET, "zxqwv", "0912345678"] {
        assert!(!holds(&bytes, needle.as_bytes()), "{address} tells {needle}");
    }
    // Borders of units have so many numbers that some begin so.
    for needle in ["105.61234", "20.95432", "105,61234", "20,95432"].iter().filter(|_| !address.contains("regions")) {
        assert!(!holds(&bytes, needle.as_bytes()), "{address} tells {needle}");
    }
    for number in [EXACT.0, EXACT.1] {
        let is_told = holds(&bytes, &number.to_le_bytes()) || holds(&bytes, &number.to_be_bytes());
        assert!(!is_told, "{address} tells {number} in bytes");
    }
}

/// Every address that the document has for reading what is public, each with every format and every single parameter, for
/// these sites.
fn addresses(document: &Value, sites: &[&str]) -> Vec<String> {
    let written = |value: &Value| match value {
        Value::String(text) => percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string(),
        other => other.to_string(),
    };
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object()) {
        let operation = &item["get"];
        let parameters = operation["parameters"].as_array().unwrap().iter();
        let parameters: Vec<&Value> = parameters
            .map(|one| one["$ref"].as_str().map_or(one, |target| document.pointer(target.trim_start_matches('#')).unwrap()))
            .collect();
        let mut paths = vec![format!("/api{path}")];
        let is_of_sites = !path.contains("regions");
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "path") {
            let name = parameter["name"].as_str().unwrap();
            let values: Vec<String> = match parameter["schema"]["enum"].as_array() {
                Some(values) => values.iter().map(|value| value.as_str().unwrap().to_owned()).collect(),
                None if name.ends_with("Id") && name == "featureId" && is_of_sites => {
                    sites.iter().map(|id| (*id).to_owned()).collect()
                }
                None => vec![written(&parameter["example"])],
            };
            let filled =
                |path: &String| values.iter().map(|value| path.replace(&format!("{{{name}}}"), value)).collect::<Vec<_>>();
            paths = paths.iter().flat_map(filled).collect();
        }
        let required = parameters.iter().filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
        let required: Vec<String> = required
            .map(|parameter| format!("{}={}", parameter["name"].as_str().unwrap(), written(&parameter["example"])))
            .collect();
        let mut queries = vec![required.join("&")];
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query" && parameter["required"] != true) {
            let name = parameter["name"].as_str().unwrap();
            let values: Vec<Value> = match parameter["schema"]["enum"].as_array() {
                Some(values) => values.clone(),
                None if parameter["example"].is_null() => continue,
                None if parameter["example"].is_array() => continue,
                None => vec![parameter["example"].clone()],
            };
            for value in values {
                let pair = format!("{name}={}", written(&value));
                queries.push(required.iter().cloned().chain([pair]).collect::<Vec<_>>().join("&"));
            }
        }
        // Every path as it is, and the first of them with every parameter.
        let (plain, more) = queries.split_first().unwrap();
        all.extend(paths.iter().map(|path| format!("{path}?{plain}")));
        all.extend(more.iter().map(|query| format!("{}?{query}", paths[0])));
    }
    all
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_public_answer_holds_what_is_private() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(move || writer.clone()).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let Planted { atlas, household, coarse, hidden, unseen } = plant().await;
    // What a test plants badly is found nowhere.
    assert!(atlas.facts(&household).await.name.contains(SECRET));
    let document = atlas.json("/api/openapi.json").await;
    let mut sites = vec![household.as_str(), coarse.as_str(), hidden.as_str(), "m-00006"];
    sites.extend(unseen.iter().map(String::as_str));
    let mut asked = addresses(&document, &sites);
    assert!(asked.len() > 200, "{}", asked.len());
    for site in &sites {
        asked.extend(["", "?f=json", "?lang=en", "?at=2027-01-01"].map(|query| format!("/sites/{site}{query}")));
        asked.push(format!("/api/records/{site}"));
        asked.push(format!("/api/records/{site}/history"));
        asked.extend(["", "/1", "/2"].map(|rest| format!("/api/records/{site}/contacts{rest}")));
    }
    for path in ["/", "/healthz", "/readyz", "/metrics", "/sign-in", "/account", "/api/proposals", "/api/proposals/1", "/nowhere"]
    {
        asked.push(path.to_owned());
    }
    let last = atlas.store.revision().await.unwrap();
    for from in 1..last {
        for format in ["json", "csv", "xlsx", "html"] {
            asked.push(format!("/api/diff?from={from}&f={format}"));
            asked.push(format!("/api/diff?from={from}&to={}&f={format}", from + 1));
        }
        asked.push(format!("/api/changes?since={from}"));
    }
    for address in &asked {
        search(address, &atlas.get(address).await);
    }
    let log = log.0.lock().unwrap().clone();
    assert!(!log.is_empty());
    for needle in [SECRET.as_bytes(), b"0912345678", b"105.61234"] {
        assert!(!holds(&log, needle), "the log tells {}", String::from_utf8_lossy(needle));
    }
}

#[tokio::test]
async fn what_is_private_cannot_be_searched_for() {
    let Planted { atlas, household, coarse, hidden, unseen } = plant().await;
    let (lon, lat) = EXACT;
    let around = format!("{},{},{},{}", lon - 0.0005, lat - 0.0005, lon + 0.0005, lat + 0.0005);
    for query in [format!("q={SECRET}"), format!("bbox={around}"), format!("filter=name%20LIKE%20'%25{SECRET}%25'")] {
        let found = atlas.json(&format!("/api/collections/sites/items?{query}")).await;
        assert_eq!(found["numberMatched"], 0, "{query}");
    }
    assert_eq!(atlas.json(&format!("/api/suggest?q={SECRET}")).await.to_string().matches(&household).count(), 0);
    let near = atlas.json(&format!("/api/collections/sites/nearest?lon={lon}&lat={lat}&k=1")).await;
    assert!(near["features"][0]["properties"]["distance_m"].as_f64().is_none_or(|metres| metres > 5.0), "{near}");
    // The tile of the very spot, deep enough that the middle of the commune is not in it.
    for zoom in 15..=18_u32 {
        let side = f64::from(1_u32 << zoom);
        let (x, y) = ((lon + 180.0) / 360.0 * side, (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * side);
        let tile = atlas.get(&format!("/api/collections/sites/tiles/WebMercatorQuad/{zoom}/{}/{}", y as u32, x as u32)).await;
        for site in [&household, &coarse, &hidden] {
            assert!(!holds(&tile.body, site.as_bytes()), "zoom {zoom}");
        }
    }
    for site in &unseen {
        assert_eq!(atlas.get(&format!("/api/collections/sites/items/{site}")).await.status, 404);
    }
}

#[tokio::test]
async fn the_public_form_of_a_household_says_sector_and_commune() {
    let Planted { atlas, household, coarse, hidden, .. } = plant().await;
    let item = |site: String| format!("/api/collections/sites/items/{site}");
    let told = atlas.json(&item(household.clone())).await;
    let (properties, commune) = (&told["properties"], told["properties"]["commune"].as_str().unwrap().to_owned());
    let name = properties["name"].as_str().unwrap();
    assert!(name.starts_with("Hộ ") && name.ends_with(&format!(" tại {commune}")), "{name}");
    assert_eq!(properties["position_accuracy"], "commune");
    assert!(properties["abstract"].is_null() && properties["operator_id"].is_null(), "{properties}");
    assert_eq!(properties["sources"], serde_json::json!([]));
    let middle = atlas.json(&item(coarse)).await;
    assert_eq!(
        (&middle["geometry"], &middle["properties"]["position_accuracy"]),
        (&told["geometry"], &properties["position_accuracy"])
    );
    assert_eq!(middle["properties"]["name"], "Trang trại kín");
    let nowhere = atlas.json(&item(hidden)).await;
    assert!(nowhere["geometry"].is_null() && nowhere["properties"]["position_accuracy"].is_null(), "{nowhere}");
    assert_eq!(nowhere["properties"]["commune"], commune.as_str(), "it still counts for its units");
    // Consent opens name and place, now and for the past; its withdrawal closes both.
    let facts = atlas.facts(&household).await;
    let ruled = |consents: &[ConsentPurpose]| ruled(facts.clone(), PublicPrecision::Exact, Some(Holder::Household), consents);
    atlas.write([(household.as_str(), ruled(&[ConsentPurpose::Name, ConsentPurpose::Place]))]).await;
    let open = atlas.json(&item(household.clone())).await;
    assert!(open["properties"]["name"].as_str().unwrap().contains(SECRET), "{open}");
    assert_eq!(
        (&open["geometry"]["coordinates"][0], &open["properties"]["position_accuracy"]),
        (&EXACT.0.into(), &"surveyed".into())
    );
    assert!(atlas.get("/api/changes?since=5").await.text().contains(SECRET));
    atlas.write([(household.as_str(), ruled(&[]))]).await;
    assert!(!atlas.get("/api/changes?since=0").await.text().contains(SECRET));
    assert!(!atlas.get("/api/diff?from=5").await.text().contains(SECRET));
}
