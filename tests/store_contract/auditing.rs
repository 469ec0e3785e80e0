//! The check of the whole database: quiet where all is well, and each kind of damage named.
use std::collections::BTreeSet;

use agriatlas::access::{Access, NewAccount};
use agriatlas::app::{Seed, check_store, open_inventory};
use agriatlas::audit::AuditCode;
use agriatlas::domain::*;
use agriatlas::geography::Geography;
use agriatlas::store::*;

use super::contacts::{add, give, values};
use super::fixture::Fixture;
use super::imports::{begun, commit_of};
use super::sample::{edit, id, import};

/// Something of everything over the starter inventory.
async fn lived_in(fixture: &Fixture, geography: &Geography) -> Store {
    let store = open_inventory(&fixture.address.parse().unwrap(), geography, Seed::Starter).await.unwrap();
    let facts = store.record(id("m-00001")).await.unwrap().unwrap().site.facts;
    let renamed = SiteFacts { name: "Tên mới".to_owned(), ..facts.clone() };
    store.commit(&edit(), 1, vec![SiteWrite::Update { id: id("m-00001"), facts: renamed }], Vec::new()).await.unwrap();
    store.commit(&edit(), 2, vec![SiteWrite::Close { id: id("m-00002") }], Vec::new()).await.unwrap();
    let begin = |site, state, before| ProposalWrite::Begin {
        site,
        state,
        author: "lan".to_owned(),
        reason: None,
        before,
        after: Box::new(SiteFacts { name: "Điểm mới".to_owned(), ..facts.clone() }),
    };
    let draft = store.write_proposal(begin(None, ProposalState::Draft, None)).await.unwrap();
    let (state, actor) = (ProposalState::InReview, "lan".to_owned());
    let step = ProposalWrite::Step { id: 1, version: 1, state, actor, comment: None, rewrite: None };
    let sent = store.write_proposal(step).await.unwrap();
    let acceptance = Acceptance { id: draft.id, version: sent.version, actor: "minh".to_owned(), comment: None };
    store.accept(&edit(), 3, SiteWrite::Create(sent.after), acceptance).await.unwrap();
    store.write_proposal(begin(Some(id("m-00003")), ProposalState::Draft, Some(Box::new(facts.clone())))).await.unwrap();
    let open = begun(&store).await;
    let same = SiteWrite::Update { id: id("m-00003"), facts: store.record(id("m-00003")).await.unwrap().unwrap().site.facts };
    store.commit_import(&import(), 4, commit_of(&open, ImportContent::Sites(vec![same]))).await.unwrap();
    let new = NewAccount {
        username: "lan".parse().unwrap(),
        display_name: "Nguyễn Thị Lan".to_owned(),
        password: None,
        grants: vec![Grant::new(Role::Officer, Some("2024-277".parse().unwrap())).unwrap()],
    };
    Access::new(store.clone()).make_account(new, "minh").await.unwrap();
    for name in ["Nguyễn Văn Ba", "Trần Thị Tư"] {
        store.write_contact(add("m-00022", values(name))).await.unwrap();
    }
    store.write_consent(id("m-00022"), 1, give(ConsentPurpose::Phone, "phiếu"), &edit()).await.unwrap();
    let unit = geography.shapes().get("00004".parse().unwrap()).unwrap();
    let geometry = agriatlas::geography::write_unit_shape(unit).unwrap();
    let row = BoundaryRow { region: unit.region, geometry, is_official: true, source: BoundarySource::ThisBatch };
    let batch = Batch { origin: BatchOrigin::Boundaries, ..import() };
    store.replace_boundaries(&batch, 4, vec![row]).await.unwrap();
    store
}

pub async fn a_database_with_everything_in_it_agrees_with_itself(fixture: Fixture) {
    let geography = Geography::shipped().unwrap();
    let empty = check_store(&fixture.store, &geography).await.unwrap();
    assert!(empty.findings.is_empty(), "{:#?}", empty.findings);
    let store = lived_in(&fixture, &geography).await;
    let report = check_store(&store, &geography).await.unwrap();
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    assert_eq!((report.revision, report.batches, report.proposals, report.accounts, report.contacts), (5, 5, 2, 1, 2));
    assert_eq!((report.sites, report.public_sites, report.changes), (250, 250, 252));
    // What everybody may see of it agrees with itself too.
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("public.db");
    store
        .back_up_public(&file, &|site| {
            agriatlas::domain::PublicSite::publish(site, |placement| placement, |_| None).map(|public| public.site)
        })
        .await
        .unwrap();
    let public = Store::open(&DatabaseUrl::sqlite(&file)).await.unwrap();
    let report = check_store(&public, &geography).await.unwrap();
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    assert_eq!((report.revision, report.sites, report.changes, report.proposals, report.accounts), (2, 250, 250, 0, 0));
}

/// The file of the import, by its hash.
const FILE: &str = "import_file 3ae4251c231b87001653e0e23cfe584d191bf5e569cb551de63eb91e5fe00faf";

const DAMAGE: &[(&str, AuditCode, &str)] = &[
    ("UPDATE site SET name = 'Sửa tay' WHERE id = 'm-00011'", AuditCode::SiteDiffers, "m-00011"),
    ("DELETE FROM site WHERE id = 'm-00012'", AuditCode::SiteMissing, "m-00012"),
    ("UPDATE site SET id = 'm-09999' WHERE id = 'm-00013'", AuditCode::SiteWithoutHistory, "m-09999"),
    ("UPDATE site_number SET last_number = 1 WHERE kind = 'model'", AuditCode::NumberBehind, "model"),
    ("UPDATE site SET operator_id = 'c-09999' WHERE id = 'm-00014'", AuditCode::UnknownOperator, "m-00014"),
    ("UPDATE site SET subsector = 'khong-co' WHERE id = 'm-00015'", AuditCode::UnknownTerm, "m-00015"),
    ("UPDATE site SET commune_id = '99999' WHERE id = 'm-00016'", AuditCode::UnknownUnit, "m-00016"),
    ("UPDATE site SET province_id = '79' WHERE id = 'm-00017'", AuditCode::UnitsDisagree, "m-00017"),
    ("DELETE FROM site_history WHERE sequence = 18", AuditCode::HistoryGap, "site_history 18"),
    ("UPDATE site_history SET author = 'kẻ khác' WHERE sequence = 19", AuditCode::EntryUnlikeBatch, "site_history 19"),
    ("UPDATE batch SET updated = 7 WHERE id = 2", AuditCode::BatchCounts, "batch 2"),
    (
        "UPDATE site_history SET facts_before = (SELECT facts_after FROM site_history WHERE sequence = 20) WHERE sequence = 250",
        AuditCode::BrokenHistory,
        "m-00001",
    ),
    (
        "UPDATE site_history SET changed_at = '2001-01-01T00:00:00.000000Z' WHERE sequence = 251",
        AuditCode::TimeGoesBack,
        "m-00002",
    ),
    ("UPDATE inventory SET revision = 77", AuditCode::RevisionDiffers, "inventory"),
    ("DELETE FROM batch WHERE id = 3", AuditCode::BatchGap, "batch 3"),
    ("UPDATE proposal SET comment = 'khác' WHERE id = 2", AuditCode::ProposalDiffers, "proposal 2"),
    (
        "UPDATE proposal_step SET state = 'returned' WHERE proposal_id = 1 AND version = 1",
        AuditCode::StepImpossible,
        "proposal 1",
    ),
    ("UPDATE proposal SET site_id = 'm-08888' WHERE id = 2", AuditCode::ProposalSite, "proposal 2"),
    ("DELETE FROM proposal_step WHERE proposal_id = 1 AND version = 2", AuditCode::ProposalGap, "proposal 1"),
    ("UPDATE import SET actor = 'kẻ khác'", AuditCode::ImportDiffers, "import 1"),
    ("DELETE FROM import_step WHERE version = 1", AuditCode::ImportGap, "import 1"),
    ("UPDATE proposal SET import_id = 77 WHERE id = 2", AuditCode::UnknownImport, "proposal 2"),
    ("DELETE FROM import_file_piece", AuditCode::FileDamaged, FILE),
    ("UPDATE consent SET purpose = 'name' WHERE id = 1", AuditCode::ConsentsDiffer, "m-00022"),
    ("DELETE FROM contact WHERE number = 1", AuditCode::ContactGap, "m-00022"),
    ("UPDATE account_grant SET region_id = '99'", AuditCode::GrantUnit, "lan"),
    ("UPDATE region_boundary SET given_by = 1", AuditCode::BoundarySource, "00004"),
    ("UPDATE site SET sources = '[1]' WHERE id = 'm-00020'", AuditCode::UnreadableRow, "m-00020"),
    ("UPDATE site_history SET facts_after = '{}' WHERE sequence = 21", AuditCode::UnreadableRow, "site_history 21"),
];

pub async fn every_kind_of_damage_is_found_and_named(fixture: Fixture) {
    let geography = Geography::shipped().unwrap();
    let store = lived_in(&fixture, &geography).await;
    let tables: Vec<&str> = backup_tables().map(|(table, _)| table).collect();
    fixture.without_triggers(&tables).await;
    let mut seen: BTreeSet<(AuditCode, String)> = BTreeSet::new();
    for (damage, code, subject) in DAMAGE {
        let expected = (*code, (*subject).to_owned());
        assert!(!seen.contains(&expected), "{damage}: found before it was done");
        fixture.damage(damage).await;
        let report = check_store(&store, &geography).await.unwrap();
        let found = report.findings.iter().find(|finding| (finding.code, &finding.subject) == (expected.0, &expected.1));
        let found = found.unwrap_or_else(|| panic!("{damage}: {:#?}", report.findings));
        let named = subject.rsplit(' ').next().unwrap();
        assert!(*code == AuditCode::RevisionDiffers || found.message.vi.contains(named), "{found:?}");
        assert!(!found.message.en.is_empty());
        seen = report.findings.into_iter().map(|finding| (finding.code, finding.subject)).collect();
    }
    // What is served follows from what is recorded, so no row can make them differ; a unit test does.
    let tried: BTreeSet<AuditCode> = DAMAGE.iter().map(|(_, code, _)| *code).chain([AuditCode::SnapshotDiffers]).collect();
    assert_eq!(tried.len(), AuditCode::ALL.len());
}
