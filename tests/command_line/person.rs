//! `agriatlas person`: one person's data are found wherever they lie, given in full, and erased only when it is said twice.
use agriatlas::domain::{Batch, BatchOrigin, ContactValues, SiteFacts, SiteId};
use agriatlas::store::{ContactWrite, ProposalWrite, Reader, SiteWrite, Store};

use crate::database::Database;
use crate::program::run;

const HOME: &str = "m-00042";
const ELSEWHERE: &str = "c-00021";

fn id(site: &str) -> SiteId {
    site.parse().unwrap()
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

async fn rewrite(store: &Store, site: &str, abstract_text: &str) -> SiteFacts {
    let facts = store.record(id(site)).await.unwrap().unwrap().site.facts;
    let facts = SiteFacts { abstract_text: Some(abstract_text.to_owned()), ..facts };
    let write = vec![SiteWrite::Update { id: id(site), facts: facts.clone() }];
    let revision = store.revision().await.unwrap();
    store.commit(&Batch::new(BatchOrigin::Edit, "lan"), revision, write, Vec::new()).await.unwrap();
    facts
}

/// Somebody at home, named elsewhere by their telephone, in a proposal, and a namesake.
async fn planted(database: &Database) {
    let store = Store::open(&database.url.parse().unwrap()).await.unwrap();
    let facts = rewrite(&store, HOME, "Hỏi ông Nguyễn Văn Ba").await;
    rewrite(&store, HOME, "Đã đổi chủ").await;
    rewrite(&store, ELSEWHERE, "Ông Nguyễn Văn Ba (+84 912 345 678) tư vấn").await;
    let after = SiteFacts { abstract_text: Some("Gọi 0912.345.678".to_owned()), ..facts };
    let proposal = ProposalWrite::Begin {
        site: None,
        state: agriatlas::domain::ProposalState::Draft,
        author: "lan".into(),
        reason: None,
        before: None,
        after: Box::new(after),
    };
    store.write_proposal(proposal).await.unwrap();
    for (site, phone) in [(HOME, "0912345678"), ("m-00001", "0987654321")] {
        let values =
            ContactValues { name: "Nguyễn Văn Ba".into(), role: None, phone: Some(phone.into()), email: None, address: None };
        store.write_contact(ContactWrite::Add { site: id(site), values, by: "lan".into() }).await.unwrap();
    }
    let reader = Reader { actor: "lan".into(), request: "0123".into() };
    store.read_contacts(id(HOME), None, &reader).await.unwrap();
    store.close().await;
}

/// A person is found by telephone in every text, by name at home; the copy is whole; erasing needs a second word and a reason.
pub fn one_person_is_exported_and_erased(database: &Database) {
    // The starter inventory.
    assert_eq!(run(database.command(&["user", "list"])).code, Some(0));
    wait(planted(database));
    let person = |words: &[&str]| run(database.command(&[&["person"], words].concat()));
    let phone = "0912-345-678";
    let exported = person(&["export", "--phone", phone]);
    assert_eq!(exported.code, Some(0), "{exported:?}");
    let data = exported.report();
    let contacts = data["contacts"].as_array().unwrap();
    assert_eq!((contacts.len(), contacts[0]["contact"]["site"].as_str()), (1, Some(HOME)), "{data}");
    let accesses = contacts[0]["accesses"].as_array().unwrap();
    let told: Vec<&str> = accesses.iter().map(|access| access["actor"].as_str().unwrap()).collect();
    assert_eq!(told, ["lan", "can-bo-xa"], "who exports reads too");
    let texts = data["texts"].as_array().unwrap();
    let sites: std::collections::BTreeSet<_> = texts.iter().map(|text| text["site"].as_str().unwrap_or("none")).collect();
    assert_eq!(sites, [ELSEWHERE, HOME, "none"].into(), "{texts:?}");

    let rehearsed = person(&["erase", "--phone", phone, "--lang", "en"]);
    assert!(rehearsed.out.starts_with("Would erase") && rehearsed.out.contains("m-00042: contact 1"), "{rehearsed:?}");
    assert_eq!(person(&["export", "--phone", phone]).report()["texts"], data["texts"], "nothing was erased");
    for wrong in [
        &["erase", "--phone", phone, "--yes"][..],
        &["erase", "--phone", phone, "--yes", "--because", " "],
        &["erase", "--name", "Nguyễn Văn Ba", "--yes", "--because", "đơn"],
        &["erase", "--yes", "--because", "đơn"],
        &["export"],
        &["export", "--site", "x"],
    ] {
        let refused = person(wrong);
        assert_eq!(refused.code, Some(2), "{wrong:?}: {refused:?}");
        assert!(!refused.err.contains("0912"), "{refused:?}");
    }
    let erased = person(&["erase", "--phone", phone, "--yes", "--because", "đơn ngày 20/11", "--lang", "en"]);
    assert!(erased.out.starts_with("Erased for good") && erased.out.contains("proposal 1: "), "{erased:?}");
    let after = person(&["export", "--phone", phone]).report();
    assert_eq!((&after["contacts"], &after["texts"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(person(&["erase", "--phone", phone, "--lang", "en"]).out, "Nothing is kept of that person.\n");
    // The namesake is still there, and the database agrees with itself.
    assert_eq!(person(&["export", "--name", "nguyễn văn ba"]).report()["contacts"].as_array().unwrap().len(), 1);
    let check = run(database.command(&["check", "--database", "--lang", "en"]));
    assert_eq!(check.code, Some(0), "{check:?}");
    assert!(check.out.contains("2 contacts"), "{}", check.out);
}
