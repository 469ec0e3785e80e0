//! Erasing the data of a person: from everywhere they stand, within one transaction, and nothing else.
use agriatlas::app::check_store;
use agriatlas::domain::*;
use agriatlas::geography::Geography;
use agriatlas::store::*;

use super::contacts::{add, give, reader, values};
use super::fixture::{Backend, Fixture};
use super::imports::{commit_of, seen, upload};
use super::sample::*;

/// Everything of the person, in the ways it was typed.
const THEIRS: [&str; 10] = [
    "Nguyễn Văn Ba",
    "NGUYỄN  VĂN BA",
    "nguyen van ba",
    "ba.nguyen",
    "Thôn 3",
    "345.678",
    "345 678",
    "345-678",
    "912345678",
    "911 111",
];

fn request(subject: ErasureSubject) -> ErasureRequest {
    ErasureRequest {
        subject,
        redaction: Redaction::default(),
        by: "quan".to_owned(),
        because: "đơn của ông Nguyễn Văn Ba".to_owned(),
        rehearse: false,
    }
}

fn said(name: &str) -> SiteFacts {
    SiteFacts {
        name: name.to_owned(),
        abstract_text: Some("Hỏi ông NGUYỄN  VĂN BA, +84 912.345.678 hoặc Ba.Nguyen@example.vn; nuôi 30 con bò".to_owned()),
        sources: vec![
            Source {
                title: Some("Lời nguyen van ba".to_owned()),
                url: Some("https://bao.vn/ong-nguyen-van-ba".to_owned()),
                date: None,
            },
            Source { title: Some("Báo".to_owned()), url: Some("https://bao.vn/khac".to_owned()), date: None },
        ],
        address: Address {
            province: Some("Hà Nội".to_owned()),
            district: None,
            commune: Some("Thôn 3, xã Thụy Hương".to_owned()),
        },
        privacy: SitePrivacy { holder: Some(Holder::Household), ..SitePrivacy::default() },
        ..plain("")
    }
}

/// A person in every text that can hold one, and somebody else beside.
async fn planted(store: &Store) {
    let told = |batch: Batch| Batch { reason: Some("ông Nguyễn Văn Ba gọi từ 0912345678".to_owned()), ..batch };
    let file = Batch { file_name: Some("hộ nguyễn văn ba.csv".to_owned()), ..told(import()) };
    let writes = vec![SiteWrite::Create(said("Hộ ông Nguyễn Văn Ba")), SiteWrite::Create(plain("Trại khác"))];
    let folder = tempfile::TempDir::new().unwrap();
    let settings = serde_json::json!({"cells": [{"text": "ông Nguyễn Văn Ba"}], "Nguyễn Văn Ba": "name"});
    let new = upload(&folder, "hộ nguyễn văn ba.csv", "tên\nNguyễn Văn Ba,0912 345 678\n".as_bytes());
    let begun = store.begin_import(NewImport { settings, ..new }).await.unwrap();
    let comment = Some("ông Nguyễn Văn Ba đã xem".to_owned());
    let commit = ImportCommit {
        seen: ImportVersion { comment, ..seen(&begun, "lan") },
        report: serde_json::json!({"notices": ["NGUYỄN  VĂN BA", "nuôi bò"]}),
        remember: Some(("01".to_owned(), serde_json::json!({"everywhere": ["Nguyễn Văn Ba"]}))),
        ..commit_of(&begun, ImportContent::Sites(writes))
    };
    store.commit_import(&file, 0, commit).await.unwrap();
    // A change that is none any more once the number has gone.
    let spelt = SiteFacts { abstract_text: Some("Gọi 0912345678".to_owned()), ..said("Hộ ông Nguyễn Văn Ba") };
    let respelt = SiteFacts { abstract_text: Some("Gọi 0912 345 678".to_owned()), ..spelt.clone() };
    for (revision, facts) in [(1, spelt), (2, respelt), (3, said("Hộ ông Nguyễn Văn Ba"))] {
        store.commit(&told(edit()), revision, vec![SiteWrite::Update { id: id("m-00001"), facts }], Vec::new()).await.unwrap();
    }
    let begin = |site: Option<SiteId>| ProposalWrite::Begin {
        site,
        state: ProposalState::InReview,
        author: "lan".to_owned(),
        reason: Some("theo ông Nguyễn Văn Ba".to_owned()),
        before: site.map(|_| Box::new(said("Hộ ông Nguyễn Văn Ba"))),
        after: Box::new(said("Hộ nguyen van ba")),
    };
    for site in [Some(id("m-00001")), None] {
        let begun = store.write_proposal(begin(site)).await.unwrap();
        let (state, comment) = (ProposalState::Returned, Some("hỏi lại 0912-345-678".to_owned()));
        let step = ProposalWrite::Step { id: begun.id, version: 1, state, actor: "minh".into(), comment, rewrite: None };
        store.write_proposal(step).await.unwrap();
    }
    store.write_contact(add("m-00001", values("Nguyễn Văn Ba"))).await.unwrap();
    let wife = ContactValues {
        name: "Trần Thị Tư".to_owned(),
        role: Some("vợ ông Nguyễn Văn Ba".to_owned()),
        phone: Some("0987 654 321".to_owned()),
        email: None,
        address: None,
    };
    store.write_contact(add("m-00001", wife.clone())).await.unwrap();
    let change = ContactValues { phone: Some("0911 111 111".to_owned()), ..values("Nguyễn Văn Ba") };
    let change = ContactWrite::Change { site: id("m-00001"), number: 1, version: 1, values: change, by: "lan".into() };
    store.write_contact(change).await.unwrap();
    for (number, purpose) in [(1, ConsentPurpose::Name), (2, ConsentPurpose::Name), (1, ConsentPurpose::Phone)] {
        let evidence = give(purpose, "phiếu có chữ ký của Nguyễn Văn Ba");
        store.write_consent(id("m-00001"), number, evidence, &edit()).await.unwrap();
    }
    store.read_contacts(id("m-00001"), None, &reader()).await.unwrap();
}

/// Every text of every table, row by row.
async fn dump(fixture: &Fixture) -> String {
    let texts: Vec<String> = match fixture.backend {
        Backend::Sqlite => {
            let mut all = Vec::new();
            for statement in [
                "SELECT name || coalesce(abstract, '') || sources || coalesce(given_commune, '') FROM site",
                "SELECT coalesce(facts_before, '') || facts_after FROM site_history",
                "SELECT coalesce(reason, '') || coalesce(file_name, '') FROM batch",
                "SELECT coalesce(reason, '') || coalesce(comment, '') || coalesce(facts_before, '') || facts_after FROM proposal",
                "SELECT coalesce(comment, '') || facts_after FROM proposal_step",
                "SELECT concat(name, role, phone, email, address) FROM contact",
                "SELECT concat(name, role, phone, email, address) FROM contact_version",
                "SELECT evidence FROM consent",
                "SELECT because FROM erasure",
                "SELECT concat(actor, request) FROM contact_access",
                "SELECT concat(file_name, settings, report, reason) FROM import",
                "SELECT comment FROM import_step WHERE comment IS NOT NULL",
                "SELECT wordings FROM office_wording",
                "SELECT CAST(piece AS TEXT) FROM import_file_piece",
            ] {
                all.extend(fixture.texts(statement).await);
            }
            all
        }
        // Whole rows, whatever their columns are.
        Backend::Postgres => {
            let statement = "SELECT site::text FROM site UNION ALL SELECT site_history::text FROM site_history \
                 UNION ALL SELECT batch::text FROM batch UNION ALL SELECT proposal::text FROM proposal \
                 UNION ALL SELECT proposal_step::text FROM proposal_step UNION ALL SELECT contact::text FROM contact \
                 UNION ALL SELECT contact_version::text FROM contact_version UNION ALL SELECT consent::text FROM consent \
                 UNION ALL SELECT erasure::text FROM erasure UNION ALL SELECT contact_access::text FROM contact_access \
                 UNION ALL SELECT import::text FROM import UNION ALL SELECT import_step::text FROM import_step \
                 UNION ALL SELECT office_wording::text FROM office_wording \
                 UNION ALL SELECT convert_from(piece, 'UTF8') FROM import_file_piece";
            fixture.texts(statement).await
        }
    };
    texts.join("\n")
}

/// The bytes of the files of SQLite, where rows that are no more might still lie.
fn files(fixture: &Fixture) -> Vec<u8> {
    let path = fixture.address.strip_prefix("sqlite://").unwrap();
    ["", "-wal"].iter().filter_map(|ending| std::fs::read(format!("{path}{ending}")).ok()).flatten().collect()
}

fn holds(bytes: &[u8], wanted: &str) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}

pub async fn after_an_erasure_no_table_holds_the_person(fixture: Fixture) {
    let store = &fixture.store;
    planted(store).await;
    let before = dump(&fixture).await;
    for theirs in THEIRS {
        assert!(before.contains(theirs), "{theirs} was not planted");
    }
    let (history, revision) = (store.history(id("m-00001")).await.unwrap(), store.revision().await.unwrap());
    let subject = ErasureSubject::Contact(id("m-00001"), 1);
    let rehearsed = store.erase(&ErasureRequest { rehearse: true, ..request(subject) }).await.unwrap();
    assert_eq!((dump(&fixture).await, store.revision().await.unwrap()), (before, revision), "a rehearsal writes nothing");
    let done = store.erase(&request(subject)).await.unwrap();
    assert_eq!((done, done.revision, store.revision().await.unwrap()), (rehearsed, revision + 1, revision + 1));
    assert!(done.texts > 30, "{done:?}");
    // The proposal of a site that never came to be is a subject of its own.
    let mut redaction = Redaction::default();
    redaction.add_values(&values("Nguyễn Văn Ba"));
    let proposal = ErasureRequest { redaction, ..request(ErasureSubject::Proposal(2)) };
    let done = store.erase(&proposal).await.unwrap();
    assert_eq!(done.revision, revision + 1, "a proposal is no part of the inventory");

    let after = dump(&fixture).await;
    for theirs in THEIRS {
        assert!(!after.contains(theirs), "{theirs} is left: {after}");
    }
    if fixture.backend == Backend::Sqlite {
        let bytes = files(&fixture);
        assert!(holds(&bytes, "Trại khác"), "the files were not read");
        for theirs in THEIRS {
            assert!(!holds(&bytes, theirs), "{theirs} is left in the file");
        }
    }
    let import = store.import(1).await.unwrap().unwrap();
    assert_eq!(import.report, Some(serde_json::json!({"notices": [STUB, "nuôi bò"]})));
    let steps = store.import_steps(1).await.unwrap();
    assert_eq!((steps.len(), steps[2].actor.as_str(), import.state), (3, "quan", ImportState::Committed));
    assert!(!store.write_import_file(&import.file_sha256, &std::env::temp_dir().join("không có")).await.unwrap());
    // Nothing else is touched.
    assert!(after.contains("Trại khác") && after.contains("Trần Thị Tư") && after.contains("0987 654 321"));
    let entries = store.history(id("m-00001")).await.unwrap();
    assert_eq!(entries.len(), history.len() + 1);
    for (then, now) in history.iter().zip(&entries) {
        let told = |change: &Change| (change.sequence, change.batch, change.operation, change.author.clone(), change.changed_at);
        assert_eq!(told(then), told(now));
        assert_eq!(
            (then.after.kind, &then.after.privacy, then.after.status),
            (now.after.kind, &now.after.privacy, now.after.status)
        );
    }
    let last = entries.last().unwrap();
    let batch = store.batches(1).await.unwrap().pop().unwrap();
    assert_eq!((last.author.as_str(), batch.batch.reason.as_deref()), ("quan", Some("đơn của ông [đã xóa theo yêu cầu]")));
    let told = last.after.abstract_text.as_deref().unwrap();
    assert_eq!(told, "Hỏi ông [đã xóa theo yêu cầu], [đã xóa theo yêu cầu] hoặc [đã xóa theo yêu cầu]; nuôi 30 con bò");
    assert_eq!(last.after.name, "Hộ ông [đã xóa theo yêu cầu]");
    // Who is left agrees on.
    assert_eq!(last.after.privacy.consents.iter().collect::<Vec<_>>(), [&ConsentPurpose::Name]);

    // The stub says so, and nothing can be written to what remains.
    let people = store.read_contacts(id("m-00001"), None, &reader()).await.unwrap();
    let erased = people[0].erased.clone().unwrap();
    assert_eq!((people[0].values.clone(), erased.by.as_str()), (None, "quan"));
    assert_eq!(erased.because, "đơn của ông [đã xóa theo yêu cầu]");
    assert!(people[0].consents.iter().all(|consent| consent.withdrawn_at.is_some() && consent.evidence == STUB));
    assert_eq!(people[1].values.as_ref().unwrap().role.as_deref(), Some("vợ ông [đã xóa theo yêu cầu]"));
    assert_eq!(store.contact_accesses(id("m-00001"), 1).await.unwrap().len(), 1, "who reads a stub reads nobody");
    let stubs = store.erasures().await.unwrap();
    assert_eq!((stubs.len(), stubs[0].contact, stubs[0].site, stubs[1].proposal), (2, Some(1), Some(id("m-00001")), Some(2)));
    let change = ContactWrite::Change { site: id("m-00001"), number: 1, version: 2, values: values("Lại"), by: "lan".into() };
    assert!(matches!(store.write_contact(change).await, Err(StoreError::ContactErased { .. })));
    assert!(matches!(store.erase(&request(subject)).await, Err(StoreError::ContactErased { .. })));
    let consent = store.write_consent(id("m-00001"), 1, give(ConsentPurpose::Name, "phiếu"), &edit()).await;
    assert!(matches!(consent, Err(StoreError::ContactErased { .. })), "{consent:?}");
    assert_eq!(store.write_contact(add("m-00001", values("Người mới"))).await.unwrap(), 3);
}

pub async fn a_database_agrees_with_itself_after_an_erasure(fixture: Fixture) {
    let geography = Geography::shipped().unwrap();
    let store = &fixture.store;
    planted(store).await;
    store.erase(&request(ErasureSubject::Contact(id("m-00001"), 1))).await.unwrap();
    let findings = check_store(store, &geography).await.unwrap().findings;
    // The samples have no code lists.
    let findings: Vec<_> =
        findings.into_iter().filter(|finding| finding.code != agriatlas::audit::AuditCode::UnknownTerm).collect();
    assert!(findings.is_empty(), "{findings:#?}");
    // The past can be told, and so can what became of it.
    let past = store.load_at(1).await.unwrap();
    assert_eq!(past.sites[0].facts.name, "Hộ ông [đã xóa theo yêu cầu]");
    assert_eq!(store.differences(1, store.revision().await.unwrap()).await.unwrap().len(), 1);
    // Life goes on: what waits is accepted, and a later change makes an entry that follows the last.
    let waiting = store.proposal(1).await.unwrap().unwrap();
    let step = ProposalWrite::Step {
        id: 1,
        version: waiting.version,
        state: ProposalState::InReview,
        actor: "lan".into(),
        comment: None,
        rewrite: None,
    };
    store.write_proposal(step).await.unwrap();
    let acceptance = Acceptance { id: 1, version: waiting.version + 1, actor: "minh".into(), comment: None };
    let write = SiteWrite::Update { id: id("m-00001"), facts: waiting.after };
    store.accept(&edit(), store.revision().await.unwrap(), write, acceptance).await.unwrap();
    let entries = store.history(id("m-00001")).await.unwrap();
    let [.., before, last] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(last.before.as_ref(), Some(&before.after));
}

const OPEN: &str = "INSERT INTO erasure (id, site_id, erased_by, because, erased_at, texts, open_marker) \
    VALUES (1, 'm-00001', 'kẻ khác', 'không', '2026-01-01T00:00:00.000000Z', 0, 1)";

pub async fn history_is_rewritten_only_while_an_erasure_is_open(fixture: Fixture) {
    planted(&fixture.store).await;
    let before = dump(&fixture).await;
    for attempt in [
        // Open and never closed, in a transaction of its own or with others.
        OPEN,
        "INSERT INTO until_commit (never) VALUES (1)",
        "UPDATE site_history SET facts_after = '{}'",
        "UPDATE batch SET reason = 'khác'",
        "UPDATE proposal SET reason = 'khác'",
        "UPDATE proposal_step SET comment = 'khác'",
        "UPDATE import SET reason = 'khác'",
        "UPDATE import_step SET comment = 'khác'",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    let close = "UPDATE erasure SET open_marker = NULL WHERE id = 1";
    // Within one transaction: what may be rewritten, and what may not even then.
    for (statement, is_allowed) in [
        ("UPDATE site_history SET facts_after = facts_after WHERE site_id = 'm-00001'", true),
        ("UPDATE site_history SET facts_after = facts_after WHERE site_id = 'm-00002'", false),
        ("UPDATE site_history SET author = 'kẻ khác' WHERE site_id = 'm-00001'", false),
        ("UPDATE site_history SET sequence = sequence + 100 WHERE site_id = 'm-00001'", false),
        ("DELETE FROM site_history WHERE site_id = 'm-00001'", false),
        ("UPDATE batch SET reason = reason WHERE id = 2", true),
        ("UPDATE batch SET author = 'kẻ khác' WHERE id = 2", false),
        ("UPDATE batch SET updated = 7 WHERE id = 2", false),
        ("UPDATE proposal SET reason = reason WHERE id = 1", true),
        ("UPDATE proposal SET reason = reason WHERE id = 2", false),
        ("UPDATE proposal SET state = 'accepted' WHERE id = 1", false),
        ("UPDATE proposal_step SET comment = comment WHERE proposal_id = 1", true),
        ("UPDATE proposal_step SET comment = comment WHERE proposal_id = 2", false),
        ("UPDATE proposal_step SET actor = 'kẻ khác' WHERE proposal_id = 1", false),
        ("UPDATE contact_version SET phone = NULL WHERE site_id = 'm-00001'", true),
        ("UPDATE contact_version SET changed_by = 'kẻ khác' WHERE site_id = 'm-00001'", false),
        ("UPDATE consent SET evidence = 'stub' WHERE site_id = 'm-00001'", true),
        ("UPDATE consent SET given_on = '2020-01-01' WHERE site_id = 'm-00001'", false),
        ("UPDATE import SET reason = 'khác'", true),
        ("UPDATE import SET actor = 'kẻ khác'", false),
        ("UPDATE import_step SET comment = 'khác'", true),
        ("UPDATE import_step SET actor = 'kẻ khác'", false),
        ("UPDATE contact_access SET actor = 'kẻ khác'", false),
    ] {
        let statements = [OPEN, statement, close];
        assert_eq!(fixture.rehearse(&statements).await.is_ok(), is_allowed, "{statement}");
    }
    // A transaction that forgets to close ends with nothing.
    let forgetful = [OPEN, "UPDATE batch SET reason = 'khác' WHERE id = 2"];
    assert!(fixture.transact(&forgetful).await.is_err());
    assert_eq!(dump(&fixture).await, before);
    assert!(fixture.store.erasures().await.unwrap().is_empty());
    // A stub is never changed.
    fixture.transact(&[OPEN, close]).await.unwrap();
    for attempt in ["UPDATE erasure SET because = 'khác'", "UPDATE erasure SET open_marker = 1", "DELETE FROM erasure"] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
}
