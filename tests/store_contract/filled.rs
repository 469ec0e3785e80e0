//! A database with something in every table and every column, and much of it for nobody else's eyes.
use agriatlas::domain::*;
use agriatlas::store::*;
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use super::fixture::Fixture;
use super::imports::upload;
use super::sample::*;

/// Stands in everything that is not public, and nowhere else.
pub const SECRET: &str = "BÍ MẬT";

fn secret(text: &str) -> String {
    format!("{SECRET} {text}")
}

fn secret_batch(origin: BatchOrigin) -> Batch {
    Batch {
        file_name: Some(secret("tệp.csv")),
        file_sha256: Some("0123456789abcdef".repeat(4)),
        reason: Some(secret("lý do")),
        reviewer: Some(secret("người duyệt")),
        ..Batch::new(origin, secret("tác giả"))
    }
}

/// A multipolygon of one square as well-known binary.
fn square() -> Vec<u8> {
    let mut wkb = vec![1];
    [6_u32, 1].iter().for_each(|number| wkb.extend(number.to_le_bytes()));
    wkb.push(1);
    [3_u32, 1, 5].iter().for_each(|number| wkb.extend(number.to_le_bytes()));
    for (x, y) in [(105.0, 21.0), (105.1, 21.0), (105.1, 21.1), (105.0, 21.1), (105.0, 21.0)] {
        wkb.extend(f64::to_le_bytes(x));
        wkb.extend(f64::to_le_bytes(y));
    }
    wkb
}

/// Fills an empty database.
pub async fn fill(store: &Store) {
    let terms = vec![
        term(VocabularyName::Technology, "greenhouse", "Nhà kính", "Greenhouse"),
        term(VocabularyName::Subsector, "vegetables", "Rau", "Vegetables"),
    ];
    let public = SiteFacts { status: Status::Published, ..full(id("c-00001")) };
    let writes = vec![
        SiteWrite::Create(of_kind(SiteKind::Cooperative, "HTX vận hành")),
        SiteWrite::Create(public.clone()),
        SiteWrite::Create(SiteFacts { status: Status::Draft, ..plain(&secret("nháp")) }),
        SiteWrite::Create(SiteFacts { name: secret("tên cũ"), ..public.clone() }),
        SiteWrite::Create(SiteFacts { abstract_text: Some(secret("chờ duyệt")), ..full(id("c-00001")) }),
        SiteWrite::Create(SiteFacts { operator_id: Some(id("m-00002")), ..plain("Do điểm nháp vận hành") }),
    ];
    store.commit(&secret_batch(BatchOrigin::Import), 0, writes, terms).await.unwrap();
    let writes = vec![
        SiteWrite::Update { id: id("m-00003"), facts: SiteFacts { verified_on: None, ..public } },
        SiteWrite::Close { id: id("m-00001") },
    ];
    store.commit(&secret_batch(BatchOrigin::Edit), 1, writes, Vec::new()).await.unwrap();
    let shape = |region: &str, source| BoundaryRow {
        region: region.parse().unwrap(),
        geometry: square(),
        is_official: source != BoundarySource::Derived,
        source,
    };
    let shapes = vec![shape("00004", BoundarySource::ThisBatch), shape("01", BoundarySource::Derived)];
    store.replace_boundaries(&secret_batch(BatchOrigin::Boundaries), 2, shapes).await.unwrap();
    proposals(store).await;
    imports(store).await;
    people(store).await;
    accounts(store).await;
}

/// An import of a proposal that was accepted, and a file that was given up.
async fn imports(store: &Store) {
    let folder = TempDir::new().unwrap();
    for name in ["tệp 1.csv", "tệp 2.csv"] {
        let new = upload(&folder, &secret(name), format!("{}\n", secret(name)).as_bytes());
        store
            .begin_import(NewImport { author: secret("tác giả"), settings: json!({"cells": [secret("ô")]}), ..new })
            .await
            .unwrap();
    }
    let seen = |id, version| ImportVersion { id, version, actor: secret("tác giả"), comment: Some(secret("nhận xét")) };
    store.change_import(seen(2, 1), ImportChange::Discard).await.unwrap();
    let shared = ImportChange::Share(vec![secret("đồng nghiệp")]);
    store.change_import(seen(1, 1), shared).await.unwrap();
    let after = SiteFacts { status: Status::Withdrawn, ..plain(&secret("từ tệp")) };
    let proposals = vec![NewProposal { site: None, before: None, after: Box::new(after.clone()) }];
    let commit = ImportCommit {
        seen: seen(1, 2),
        reach: ImportReach::InReview,
        report: json!({"findings": [secret("nhận định")], "rows": 1}),
        remember: Some(("vn".to_owned(), json!({secret("cột"): "area_ha"}))),
        content: ImportContent::Proposals { state: ProposalState::InReview, proposals },
    };
    store.commit_import(&secret_batch(BatchOrigin::Import), 4, commit).await.unwrap();
    let accepted = vec![(3, 1, SiteWrite::Create(after))];
    store.accept_import(&secret_batch(BatchOrigin::Edit), 4, seen(1, 3), accepted).await.unwrap();
}

/// Two contacts, one of them erased, with consents to nothing that is public, and who read them.
async fn people(store: &Store) {
    let site = id("c-00001");
    for number in 1..=2 {
        let values = ContactValues {
            name: secret("chủ hộ"),
            role: Some(secret("vai trò")),
            phone: Some("0912 345 678".to_owned()),
            email: Some("bi-mat@example.vn".to_owned()),
            address: Some(secret("thôn")),
        };
        store.write_contact(ContactWrite::Add { site, values: values.clone(), by: secret("người ghi") }).await.unwrap();
        let evidence = secret("bằng chứng");
        let given = ConsentWrite::Give { purpose: ConsentPurpose::Phone, given_on: "2026-05-19".parse().unwrap(), evidence };
        store.write_consent(site, number, given, &secret_batch(BatchOrigin::Edit)).await.unwrap();
        let reader = Reader { actor: secret("người đọc"), request: "0123".to_owned() };
        store.read_contacts(site, Some(number), &reader).await.unwrap();
    }
    let withdrawal = ConsentWrite::Withdraw { purpose: ConsentPurpose::Phone };
    store.write_consent(site, 1, withdrawal, &secret_batch(BatchOrigin::Edit)).await.unwrap();
    let request = ErasureRequest {
        subject: ErasureSubject::Contact(site, 2),
        redaction: Redaction::default(),
        by: secret("người xóa"),
        because: secret("đơn xin xóa"),
        rehearse: false,
    };
    store.erase(&request).await.unwrap();
}

async fn proposals(store: &Store) {
    let begin = |site: Option<SiteId>, state, name: &str| ProposalWrite::Begin {
        site,
        state,
        author: secret("người đề xuất"),
        reason: Some(secret("vì sao")),
        before: site.map(|_| Box::new(plain(&secret("trước")))),
        after: Box::new(plain(&secret(name))),
    };
    let sent = store.write_proposal(begin(None, ProposalState::InReview, "mới")).await.unwrap();
    store.write_proposal(begin(Some(id("m-00001")), ProposalState::Draft, "sửa")).await.unwrap();
    let (actor, comment) = (secret("người duyệt"), Some(secret("nhận xét")));
    let acceptance = Acceptance { id: sent.id, version: sent.version, actor: actor.clone(), comment: comment.clone() };
    let withdrawn = SiteFacts { status: Status::Withdrawn, ..sent.after };
    store.accept(&secret_batch(BatchOrigin::Edit), 3, SiteWrite::Create(withdrawn), acceptance).await.unwrap();
    let (state, rewrite) = (ProposalState::InReview, None);
    store.write_proposal(ProposalWrite::Step { id: 2, version: 1, state, actor, comment, rewrite }).await.unwrap();
}

async fn accounts(store: &Store) {
    let (account, now) = (Uuid::new_v4(), Store::now());
    let later = now + jiff::SignedDuration::from_hours(24);
    let event = |detail: &str| SecurityEvent {
        kind: SecurityEventKind::AccountMade,
        account: Some(account),
        actor: Some(secret("quản trị")),
        client: Some("203.0.113.7".to_owned()),
        detail: Some(secret(detail)),
        occurred_at: now,
    };
    let token = ApiToken {
        id: Uuid::new_v4(),
        account,
        name: secret("QGIS"),
        scope: TokenScope::Read,
        created_at: now,
        expires_at: later,
        last_used_at: None,
        revoked_at: None,
    };
    let session = Session {
        id: Uuid::new_v4(),
        account,
        created_at: now,
        last_seen_at: now,
        idle_expires_at: later,
        expires_at: later,
        client: secret("trình duyệt"),
        method: SignInMethod::Oidc,
    };
    let steps = vec![
        AccountChange::Make {
            id: account,
            username: "lan".parse().unwrap(),
            display_name: secret("Nguyễn Thị Lan"),
            password: Some(PasswordHash("$argon2id$bi-mat".to_owned())),
            at: now,
        },
        AccountChange::SetPassword { id: account, password: PasswordHash("$argon2id$bi-mat-2".to_owned()), at: now },
        AccountChange::CountSignIn { id: account, counted: 0, locked_until: Some(later) },
        AccountChange::Grant { id: account, grant: Grant::new(Role::Administrator, None).unwrap() },
        AccountChange::Grant { id: account, grant: Grant::new(Role::Officer, Some("2024-277".parse().unwrap())).unwrap() },
        AccountChange::LinkIdentity {
            account,
            identity: Identity { issuer: "https://kc.example.vn".parse().unwrap(), subject: "bi-mat-17".parse().unwrap() },
            at: now,
            by: secret("quản trị"),
        },
        AccountChange::MakeToken { hash: [7; 32], token: token.clone() },
        AccountChange::TouchToken { id: token.id, at: now },
        AccountChange::RevokeToken { account, id: token.id, at: now },
        AccountChange::Record(event("giao quyền")),
        AccountChange::Disable { id: account, at: now },
        AccountChange::OpenSession { token: [9; 32], session },
        AccountChange::Record(event("đăng nhập")),
    ];
    assert!(store.change_accounts(steps).await.unwrap());
}

/// Adds an event to the log, as any later one.
pub async fn another_event(fixture: &Fixture) {
    let event = SecurityEvent {
        kind: SecurityEventKind::SignedOut,
        account: None,
        actor: None,
        client: None,
        detail: None,
        occurred_at: Store::now(),
    };
    assert!(fixture.store.change_accounts(vec![AccountChange::Record(event)]).await.unwrap());
}
