//! The people of sites: each reading logged, each consent followed by the public at once, nothing of them lost but on request.
use agriatlas::domain::*;
use agriatlas::store::*;

use super::fixture::Fixture;
use super::sample::*;

pub fn values(name: &str) -> ContactValues {
    ContactValues {
        name: name.to_owned(),
        role: Some("chủ hộ".to_owned()),
        phone: Some("0912 345 678".to_owned()),
        email: Some("ba.nguyen@example.vn".to_owned()),
        address: Some("Thôn 3, xã Thụy Hương".to_owned()),
    }
}

pub fn add(site: &str, values: ContactValues) -> ContactWrite {
    ContactWrite::Add { site: id(site), values, by: "lan".to_owned() }
}

pub fn give(purpose: ConsentPurpose, evidence: &str) -> ConsentWrite {
    ConsentWrite::Give { purpose, given_on: "2026-05-19".parse().unwrap(), evidence: evidence.to_owned() }
}

pub fn reader() -> Reader {
    Reader { actor: "lan".to_owned(), request: "0123".to_owned() }
}

async fn agreed(store: &Store, site: &str) -> Vec<ConsentPurpose> {
    store.record(id(site)).await.unwrap().unwrap().site.facts.privacy.consents.into_iter().collect()
}

pub async fn a_contact_keeps_every_state_it_was_in(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let first = store.write_contact(add("m-00001", values("Nguyễn Văn Ba"))).await.unwrap();
    let second = store.write_contact(add("m-00001", values("Trần Thị Tư"))).await.unwrap();
    let other = store.write_contact(add("m-00002", values("Lê Văn Năm"))).await.unwrap();
    assert_eq!((first, second, other), (1, 2, 1));
    let change = |version, name: &str| ContactWrite::Change {
        site: id("m-00001"),
        number: 1,
        version,
        values: ContactValues { phone: None, ..values(name) },
        by: "minh".to_owned(),
    };
    store.write_contact(change(1, "Nguyễn Văn Bảy")).await.unwrap();
    let late = store.write_contact(change(1, "Ai đó")).await;
    assert!(matches!(late, Err(StoreError::ContactMoved { found: 2, .. })), "{late:?}");
    let read = store.read_contacts(id("m-00001"), None, &reader()).await.unwrap();
    let told: Vec<_> =
        read.iter().map(|contact| (contact.number, contact.version, contact.values.clone().unwrap().name)).collect();
    assert_eq!(told, [(1, 2, "Nguyễn Văn Bảy".to_owned()), (2, 1, "Trần Thị Tư".to_owned())]);
    assert_eq!((read[0].created_by.as_str(), read[0].changed_by.as_str()), ("lan", "minh"));
    let versions = store.contact_versions(id("m-00001"), 1).await.unwrap();
    let phones: Vec<_> = versions.into_iter().map(|version| version.values.unwrap().phone).collect();
    assert_eq!(phones, [Some("0912 345 678".to_owned()), None]);
    for unknown in [add("m-00099", values("Không đâu")), change(2, "Ai đó")] {
        let unknown = match unknown {
            ContactWrite::Change { site, version, values, by, .. } => {
                ContactWrite::Change { site, number: 9, version, values, by }
            }
            add => add,
        };
        let refusal = store.write_contact(unknown).await;
        assert!(matches!(refusal, Err(StoreError::UnknownContact { .. } | StoreError::Refused { .. })), "{refusal:?}");
    }
    let nul = store.write_contact(add("m-00001", values("a\0b"))).await.unwrap_err();
    assert!(matches!(nul, StoreError::Inadmissible { .. }) && !nul.to_string().contains("a␀b"), "{nul}");
    assert_eq!(store.revision().await.unwrap(), 1, "contacts are no part of the inventory");
}

pub async fn each_reading_of_a_contact_is_logged_for_good(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    store.write_contact(add("m-00001", values("Nguyễn Văn Ba"))).await.unwrap();
    store.write_contact(add("m-00001", values("Trần Thị Tư"))).await.unwrap();
    assert!(store.contact_accesses(id("m-00001"), 1).await.unwrap().is_empty());
    store.read_contacts(id("m-00001"), None, &reader()).await.unwrap();
    let once_more = Reader { actor: "minh".to_owned(), request: "4567".to_owned() };
    store.read_contacts(id("m-00001"), Some(2), &once_more).await.unwrap();
    let logged = |number| async move {
        let accesses = store.contact_accesses(id("m-00001"), number).await.unwrap();
        accesses.into_iter().map(|access| (access.actor, access.request)).collect::<Vec<_>>()
    };
    let (lan, minh) = (("lan".to_owned(), "0123".to_owned()), ("minh".to_owned(), "4567".to_owned()));
    assert_eq!(logged(1).await, std::slice::from_ref(&lan));
    assert_eq!(logged(2).await, [lan, minh]);
    // Who cannot be logged reads nothing.
    let nobody = Reader { actor: String::new(), request: "x".to_owned() };
    assert!(store.read_contacts(id("m-00001"), None, &nobody).await.is_err());
    for attempt in [
        "UPDATE contact_access SET actor = 'kẻ khác'",
        "DELETE FROM contact_access",
        "DELETE FROM contact",
        "DELETE FROM contact_version",
        "UPDATE contact_version SET name = 'kẻ khác'",
        "UPDATE contact SET name = 'kẻ khác'",
        "UPDATE contact SET created_by = 'kẻ khác', version = version + 1",
        "UPDATE contact SET name = NULL, role = NULL, phone = NULL, email = NULL, address = NULL, version = version + 1, erasure_id = 1",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
}

pub async fn a_consent_and_what_the_public_is_told_are_one_commit(fixture: Fixture) {
    let store = &fixture.store;
    let household = SitePrivacy { holder: Some(Holder::Household), ..SitePrivacy::default() };
    let facts = SiteFacts { privacy: household, ..plain("Hộ ông Ba") };
    store.commit(&edit(), 0, vec![SiteWrite::Create(facts)], Vec::new()).await.unwrap();
    for name in ["Nguyễn Văn Ba", "Trần Thị Tư"] {
        store.write_contact(add("m-00001", values(name))).await.unwrap();
    }
    let site = id("m-00001");
    let batch = edit();
    let write = |number, write| store.write_consent(site, number, write, &batch);
    let commit = write(1, give(ConsentPurpose::Phone, "phiếu 1")).await.unwrap();
    assert_eq!((commit.revision, commit.batch_id), (1, None), "the public is told nothing of that");
    let commit = write(1, give(ConsentPurpose::Name, "phiếu 2")).await.unwrap();
    assert_eq!((commit.revision, commit.updated.as_slice()), (2, &[site][..]));
    assert_eq!(agreed(store, "m-00001").await, [ConsentPurpose::Name]);
    let again = write(1, give(ConsentPurpose::Name, "phiếu 3")).await;
    assert!(matches!(again, Err(StoreError::ConsentStands { purpose: ConsentPurpose::Name })), "{again:?}");
    let commit = write(2, give(ConsentPurpose::Name, "phiếu 4")).await.unwrap();
    assert_eq!(commit.revision, 2, "they agree already");
    let commit = write(2, ConsentWrite::Withdraw { purpose: ConsentPurpose::Name }).await.unwrap();
    assert_eq!((commit.revision, agreed(store, "m-00001").await), (3, vec![]));
    let none = write(2, ConsentWrite::Withdraw { purpose: ConsentPurpose::Name }).await;
    assert!(matches!(none, Err(StoreError::NoConsent { .. })), "{none:?}");
    write(2, give(ConsentPurpose::Name, "phiếu 5")).await.unwrap();
    assert_eq!((agreed(store, "m-00001").await, store.revision().await.unwrap()), (vec![ConsentPurpose::Name], 4));
    let last = store.history(site).await.unwrap().pop().unwrap();
    assert_eq!((last.operation, last.after.privacy.consents.len()), (Operation::Update, 1));
    let people = store.every_contact().await.unwrap();
    let told: Vec<_> =
        people[1].consents.iter().map(|consent| (consent.evidence.as_str(), consent.withdrawn_by.is_some())).collect();
    assert_eq!(told, [("phiếu 4", true), ("phiếu 5", false)]);
    for attempt in [
        "DELETE FROM consent",
        "UPDATE consent SET evidence = 'khác'",
        "UPDATE consent SET purpose = 'place'",
        "UPDATE consent SET withdrawn_at = NULL, withdrawn_by = NULL",
        "INSERT INTO consent (id, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by) \
         SELECT 99, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by FROM consent WHERE withdrawn_at IS NULL AND number = 1 AND purpose = 'name'",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    let nobody = write(7, give(ConsentPurpose::Name, "phiếu")).await;
    assert!(matches!(nobody, Err(StoreError::UnknownContact { .. })), "{nobody:?}");
}

pub async fn consents_written_at_once_are_all_followed(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    for number in 0..8 {
        store.write_contact(add("m-00001", values(&format!("Người {number}")))).await.unwrap();
    }
    let mut writers = tokio::task::JoinSet::new();
    for number in 1..=8 {
        let store = if number % 2 == 0 { fixture.another().await } else { store.clone() };
        writers.spawn(async move {
            for purpose in [ConsentPurpose::Name, ConsentPurpose::Place] {
                store.write_consent(id("m-00001"), number, give(purpose, "phiếu"), &edit()).await.unwrap();
            }
            if number == 5 {
                let withdraw = ConsentWrite::Withdraw { purpose: ConsentPurpose::Place };
                store.write_consent(id("m-00001"), number, withdraw, &edit()).await.unwrap();
            }
        });
    }
    while let Some(written) = writers.join_next().await {
        written.unwrap();
    }
    assert_eq!(agreed(store, "m-00001").await, [ConsentPurpose::Name]);
    assert_eq!(fixture.count("SELECT COUNT(*) FROM consent").await, 16);
    let numbers = "SELECT COUNT(DISTINCT id) + MIN(id) + MAX(id) FROM consent";
    assert_eq!(fixture.count(numbers).await, 16 + 1 + 16, "numbers grow without gaps");
}
