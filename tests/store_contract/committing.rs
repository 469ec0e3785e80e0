//! What a commit writes, and when it writes nothing.
use agriatlas::domain::{SiteKind, Status, VocabularyName};
use agriatlas::store::{Commit, SiteWrite, StoreError};

use super::fixture::Fixture;
use super::sample::*;

/// What stands in the database, in one comparable value.
async fn everything(fixture: &Fixture) -> (i64, Vec<agriatlas::domain::Site>, usize, Vec<agriatlas::store::RecordedBatch>, i64) {
    let inventory = fixture.store.load().await.unwrap();
    let batches = fixture.store.batches(1_000).await.unwrap();
    let changes = fixture.count("SELECT COUNT(*) FROM site_history").await;
    (inventory.revision, inventory.sites, inventory.vocabulary.all().len(), batches, changes)
}

pub async fn a_seed_is_one_revision_and_one_batch(fixture: Fixture) {
    let store = &fixture.store;
    let writes = vec![
        SiteWrite::Create(plain("Một")),
        SiteWrite::Create(of_kind(SiteKind::Cooperative, "Hai")),
        SiteWrite::Create(plain("Ba")),
        SiteWrite::Create(of_kind(SiteKind::Enterprise, "Bốn")),
    ];
    let terms = vec![term(VocabularyName::Technology, "drip", "Tưới nhỏ giọt", "Drip irrigation")];
    let commit = store.commit(&import(), 0, writes, terms).await.unwrap();
    let created = ["m-00001", "c-00001", "m-00002", "e-00001"].map(id).to_vec();
    let expected = Commit { revision: 1, batch_id: Some(1), created, terms: 1, ..Commit::default() };
    assert_eq!(commit, expected);
    let batches = store.batches(10).await.unwrap();
    assert_eq!(batches.len(), 1);
    assert_eq!((&batches[0].batch, batches[0].revision, batches[0].created, batches[0].terms), (&import(), 1, 4, 1));
    let inventory = store.load().await.unwrap();
    assert_eq!(inventory.revision, store.revision().await.unwrap());
    assert!(inventory.sites.iter().all(|site| site.updated_at == batches[0].recorded_at));
}

pub async fn an_update_changes_only_its_site(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(3), Vec::new()).await.unwrap();
    let before = store.load().await.unwrap();
    let facts = agriatlas::domain::SiteFacts { kind: SiteKind::Cooperative, area_ha: Some(2.5), ..plain("Điểm mới") };
    let writes = vec![SiteWrite::Update { id: id("m-00002"), facts: facts.clone() }];
    let commit = store.commit(&edit(), 1, writes, Vec::new()).await.unwrap();
    assert_eq!(commit, Commit { revision: 2, batch_id: Some(2), updated: vec![id("m-00002")], ..Commit::default() });
    let after = store.load().await.unwrap();
    assert_eq!((&after.sites[0], &after.sites[2]), (&before.sites[0], &before.sites[2]));
    assert_eq!((after.sites[1].id, &after.sites[1].facts), (id("m-00002"), &facts));
    assert!(after.sites[1].updated_at > before.sites[1].updated_at);
}

pub async fn what_is_as_recorded_is_left_alone(fixture: Fixture) {
    let store = &fixture.store;
    let terms = vec![term(VocabularyName::Certification, "vietgap", "VietGAP", "VietGAP")];
    let writes = vec![SiteWrite::Create(of_kind(SiteKind::Cooperative, "HTX")), SiteWrite::Create(full(id("c-00001")))];
    store.commit(&edit(), 0, writes, terms.clone()).await.unwrap();
    let before = everything(&fixture).await;
    let same = vec![
        SiteWrite::Update { id: id("m-00001"), facts: full(id("c-00001")) },
        SiteWrite::Update { id: id("c-00001"), facts: of_kind(SiteKind::Cooperative, "HTX") },
    ];
    let commit = store.commit(&edit(), 1, same.clone(), terms).await.unwrap();
    assert_eq!(commit, Commit { revision: 1, unchanged: 2, ..Commit::default() });
    assert_eq!(store.commit(&edit(), 1, Vec::new(), Vec::new()).await.unwrap().batch_id, None);
    assert_eq!(everything(&fixture).await, before);

    let commit = store.commit(&edit(), 1, [same, creates(1)].concat(), Vec::new()).await.unwrap();
    assert_eq!((commit.revision, commit.unchanged, commit.created), (2, 2, vec![id("m-00002")]));
    assert_eq!(store.load().await.unwrap().sites[0], before.1[0]);
}

pub async fn closing_keeps_the_other_facts(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let commit = store.commit(&edit(), 1, vec![SiteWrite::Close { id: id("m-00001") }], Vec::new()).await.unwrap();
    assert_eq!((commit.closed, commit.updated), (vec![id("m-00001")], Vec::new()));
    let facts = &store.load().await.unwrap().sites[0].facts;
    assert_eq!((facts.status, facts.name.as_str()), (Status::Closed, "Điểm 0"));
    let again = store.commit(&edit(), 2, vec![SiteWrite::Close { id: id("m-00001") }], Vec::new()).await.unwrap();
    assert_eq!((again.revision, again.unchanged), (2, 1));
    // A site that opens again is an update.
    let reopen = SiteWrite::Update { id: id("m-00001"), facts: plain("Điểm 0") };
    assert_eq!(store.commit(&edit(), 2, vec![reopen], Vec::new()).await.unwrap().updated, [id("m-00001")]);
}

pub async fn several_writes_to_one_site_make_one_change(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let writes = vec![
        SiteWrite::Update { id: id("m-00001"), facts: plain("Giữa chừng") },
        SiteWrite::Update { id: id("m-00002"), facts: plain("Lạc") },
        SiteWrite::Close { id: id("m-00001") },
        SiteWrite::Update { id: id("m-00002"), facts: plain("Điểm 1") },
    ];
    let commit = store.commit(&edit(), 1, writes, Vec::new()).await.unwrap();
    assert_eq!((commit.closed, commit.updated, commit.unchanged), (vec![id("m-00001")], Vec::new(), 1));
    let history = store.history(id("m-00001")).await.unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!((history[1].after.name.as_str(), history[1].after.status), ("Giữa chừng", Status::Closed));
    assert_eq!(store.history(id("m-00002")).await.unwrap().len(), 1);
}

pub async fn numbers_are_never_given_twice(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(3), Vec::new()).await.unwrap();
    // A commit that fails gives its numbers back, for nobody has seen them.
    let fails = [creates(2), vec![SiteWrite::Close { id: id("m-00099") }]].concat();
    store.commit(&edit(), 1, fails, Vec::new()).await.unwrap_err();
    // An administrator deletes the latest site by hand; its number is not given again.
    assert_eq!(fixture.execute("DELETE FROM site WHERE id = 'm-00003'").await.unwrap(), 1);
    let commit = store.commit(&edit(), 1, creates(1), Vec::new()).await.unwrap();
    assert_eq!(commit.created, [id("m-00004")]);
    assert_eq!(store.history(id("m-00003")).await.unwrap().len(), 1);
}

pub async fn an_old_revision_writes_nothing(fixture: Fixture) {
    fixture.store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let before = everything(&fixture).await;
    let terms = vec![term(VocabularyName::Technology, "drip", "Tưới nhỏ giọt", "Drip irrigation")];
    for expected in [0, 2, -1, i64::MAX] {
        let refusal = fixture.store.commit(&edit(), expected, creates(2), terms.clone()).await;
        let moved = matches!(refusal, Err(StoreError::RevisionMoved { expected: told, found: 1 }) if told == expected);
        assert!(moved, "{refusal:?}");
    }
    assert_eq!(everything(&fixture).await, before);
}

pub async fn an_unknown_site_in_the_middle_leaves_nothing(fixture: Fixture) {
    fixture.store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let before = everything(&fixture).await;
    let unknown = SiteWrite::Update { id: id("c-00042"), facts: plain("Không có") };
    let change = SiteWrite::Update { id: id("m-00001"), facts: plain("Đổi") };
    for middle in [unknown, SiteWrite::Close { id: id("c-00042") }] {
        let terms = vec![term(VocabularyName::Technology, "drip", "Tưới nhỏ giọt", "Drip irrigation")];
        let writes = [creates(2), vec![change.clone(), middle], creates(1)].concat();
        let refusal = fixture.store.commit(&edit(), 1, writes, terms).await;
        assert!(matches!(refusal, Err(StoreError::UnknownSite { site }) if site == id("c-00042")), "{refusal:?}");
    }
    assert_eq!(everything(&fixture).await, before);
    assert_eq!(fixture.store.commit(&edit(), 1, creates(1), Vec::new()).await.unwrap().created, [id("m-00003")]);
}

pub async fn an_unknown_operator_is_refused(fixture: Fixture) {
    let run_by = |operator| agriatlas::domain::SiteFacts { operator_id: Some(id(operator)), ..plain("Mô hình") };
    let refusal = fixture.store.commit(&edit(), 0, vec![SiteWrite::Create(run_by("c-00001"))], Vec::new()).await;
    assert!(matches!(refusal, Err(StoreError::UnknownOperator { operator }) if operator == id("c-00001")), "{refusal:?}");
    // Operator and site may come in one commit, whichever is first.
    let writes = vec![SiteWrite::Create(run_by("c-00001")), SiteWrite::Create(of_kind(SiteKind::Cooperative, "HTX"))];
    fixture.store.commit(&edit(), 0, writes, Vec::new()).await.unwrap();
    let itself = vec![SiteWrite::Update { id: id("m-00001"), facts: run_by("m-00001") }];
    let refusal = fixture.store.commit(&edit(), 1, itself, Vec::new()).await;
    assert!(matches!(&refusal, Err(StoreError::Refused { rule }) if rule == "site_does_not_run_itself"), "{refusal:?}");
}

pub async fn facts_that_break_a_rule_leave_nothing(fixture: Fixture) {
    fixture.store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let before = everything(&fixture).await;
    let broken = |change: fn(&mut agriatlas::domain::SiteFacts)| {
        let mut facts = plain("Sai");
        change(&mut facts);
        facts
    };
    for (facts, rule) in [
        (broken(|facts| facts.area_ha = Some(-1.0)), "site_area_ha_range"),
        (broken(|facts| facts.area_ha = Some(1_000_000.1)), "site_area_ha_range"),
        (broken(|facts| facts.members = Some(u32::MAX)), "site_members_range"),
        (broken(|facts| facts.established_year = Some(0)), "site_established_year_range"),
        (broken(|facts| facts.name = String::new()), "site_name_length"),
        (broken(|facts| facts.name = "ấ".repeat(301)), "site_name_length"),
        (broken(|facts| facts.abstract_text = Some(String::new())), "site_abstract_length"),
        (broken(|facts| facts.technologies = vec!["x".to_owned(); 41]), "site_technologies_list"),
        (broken(|facts| facts.placement.province = Some("00004".parse().unwrap())), "site_province_id_form"),
        (broken(|facts| facts.placement.point = agriatlas::domain::GeoPoint::new(105.0, 21.0)), "site_point_has_accuracy"),
        (broken(|facts| facts.verified_on = Some(jiff::civil::date(1, 1, 1))), "site_verified_on_day"),
    ] {
        let writes = [creates(1), vec![SiteWrite::Create(facts)], creates(1)].concat();
        let refusal = fixture.store.commit(&edit(), 1, writes, Vec::new()).await;
        assert!(matches!(&refusal, Err(StoreError::Refused { rule: told }) if told == rule), "{rule}: {refusal:?}");
    }
    let batch = agriatlas::domain::Batch { author: String::new(), ..edit() };
    let refusal = fixture.store.commit(&batch, 1, creates(1), Vec::new()).await;
    assert!(matches!(&refusal, Err(StoreError::Refused { rule }) if rule == "batch_author_not_empty"), "{refusal:?}");
    assert_eq!(everything(&fixture).await, before);
}

pub async fn what_the_databases_would_store_differently_is_refused(fixture: Fixture) {
    let mut nul = plain("Có NUL");
    nul.abstract_text = Some("a\0b".to_owned());
    let mut not_a_number = plain("Không phải số");
    not_a_number.area_ha = Some(f64::NAN);
    let mut nowhere = plain("Vô cùng");
    nowhere.placement.point = Some(agriatlas::domain::GeoPoint { lon: f64::INFINITY, lat: 0.0 });
    for (facts, expected) in [(nul, "abstract"), (not_a_number, "area_ha"), (nowhere, "lon")] {
        let refusal = fixture.store.commit(&edit(), 0, vec![SiteWrite::Create(facts)], Vec::new()).await;
        assert!(matches!(&refusal, Err(StoreError::Inadmissible { field, .. }) if *field == expected), "{refusal:?}");
    }
    let batch = agriatlas::domain::Batch { author: "\0".to_owned(), ..edit() };
    assert!(fixture.store.commit(&batch, 0, creates(1), Vec::new()).await.is_err());
    assert_eq!(fixture.store.revision().await.unwrap(), 0);
}

pub async fn a_large_commit_is_written_whole(fixture: Fixture) {
    let store = &fixture.store;
    let commit = store.commit(&import(), 0, creates(2_500), Vec::new()).await.unwrap();
    assert_eq!(commit.created.len(), 2_500);
    // More than one statement's worth of updates, with new sites between them.
    let mut writes: Vec<SiteWrite> = commit.created.iter().map(|id| SiteWrite::Update { id: *id, facts: plain("Đổi") }).collect();
    writes.splice(1_000..1_000, creates(3));
    let commit = store.commit(&import(), 1, writes, Vec::new()).await.unwrap();
    assert_eq!((commit.updated.len(), commit.created.len()), (2_500, 3));
    let sites = store.load().await.unwrap().sites;
    assert_eq!(sites.len(), 2_503);
    assert_eq!(sites.iter().filter(|site| site.facts.name == "Đổi").count(), 2_500);
}
