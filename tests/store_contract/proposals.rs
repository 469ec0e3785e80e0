//! Proposals: step by step, each step kept, and the last one together with the commit that carries it out or not at all.
use agriatlas::domain::{Operation, Proposal, ProposalState, SiteFacts, SiteId, Status};
use agriatlas::store::{Acceptance, ProposalWrite, Rewrite, SiteWrite, StoreError};

use super::fixture::Fixture;
use super::sample::*;

fn begin(site: Option<SiteId>, state: ProposalState, after: SiteFacts) -> ProposalWrite {
    let before = site.map(|_| Box::new(plain("Điểm 0")));
    let (author, reason) = ("lan".to_owned(), Some("chủ trại báo".to_owned()));
    ProposalWrite::Begin { site, state, author, reason, before, after: Box::new(after) }
}

fn step(proposal: &Proposal, state: ProposalState, actor: &str) -> ProposalWrite {
    let (id, version, actor) = (proposal.id, proposal.version, actor.to_owned());
    ProposalWrite::Step { id, version, state, actor, comment: Some("xem lại".to_owned()), rewrite: None }
}

fn acceptance(proposal: &Proposal) -> Acceptance {
    Acceptance { id: proposal.id, version: proposal.version, actor: "minh".to_owned(), comment: None }
}

pub async fn a_proposal_goes_from_draft_to_the_inventory(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let draft = store.write_proposal(begin(None, ProposalState::Draft, plain("Nháp"))).await.unwrap();
    assert_eq!((draft.id, draft.version, draft.site, draft.state), (1, 1, None, ProposalState::Draft));
    let rewrite = Rewrite { reason: None, before: None, after: full(id("m-00001")) };
    let write = ProposalWrite::Step {
        id: 1,
        version: 1,
        state: ProposalState::InReview,
        actor: "lan".to_owned(),
        comment: None,
        rewrite: Some(Box::new(rewrite)),
    };
    let sent = store.write_proposal(write).await.unwrap();
    let returned = store.write_proposal(step(&sent, ProposalState::Returned, "minh")).await.unwrap();
    let again = store.write_proposal(step(&returned, ProposalState::InReview, "lan")).await.unwrap();
    assert_eq!(
        (again.version, &again.after, again.author.as_str(), again.actor.as_str()),
        (4, &full(id("m-00001")), "lan", "lan")
    );
    assert_eq!((store.revision().await.unwrap(), store.open_proposals().await.unwrap()), (1, vec![again.clone()]));

    let commit = store.accept(&edit(), 1, SiteWrite::Create(again.after.clone()), acceptance(&again)).await.unwrap();
    let site = commit.created[0];
    let accepted = store.proposal(1).await.unwrap().unwrap();
    assert_eq!((accepted.state, accepted.site, accepted.version), (ProposalState::Accepted, Some(site), 5));
    assert_eq!((accepted.created_at, accepted.actor.as_str()), (draft.created_at, "minh"));
    assert_eq!(
        store.record(site).await.unwrap().map(|record| (record.site.facts, record.revision)),
        Some((full(id("m-00001")), 2))
    );
    assert_eq!((store.open_proposals().await.unwrap(), store.proposals_of(site).await.unwrap()), (vec![], vec![accepted]));
    let steps = store.proposal_steps(1).await.unwrap();
    let told: Vec<_> = steps.iter().map(|step| (step.version, step.state.code(), step.actor.as_str())).collect();
    let expected =
        [(1, "draft", "lan"), (2, "in_review", "lan"), (3, "returned", "minh"), (4, "in_review", "lan"), (5, "accepted", "minh")];
    assert_eq!(told, expected);
    assert_eq!((steps[0].after.name.as_str(), steps[2].comment.as_deref()), ("Nháp", Some("xem lại")));
    assert_eq!((store.proposal(2).await.unwrap(), store.record(id("e-00777")).await.unwrap()), (None, None));
}

pub async fn who_saw_an_older_version_changes_nothing(fixture: Fixture) {
    let store = &fixture.store;
    let draft = store.write_proposal(begin(None, ProposalState::Draft, plain("Nháp"))).await.unwrap();
    store.write_proposal(step(&draft, ProposalState::InReview, "lan")).await.unwrap();
    let late = store.write_proposal(step(&draft, ProposalState::Abandoned, "hoa")).await;
    assert!(matches!(late, Err(StoreError::ProposalMoved { id: 1, expected: 1, found: 2 })), "{late:?}");
    let unknown = Proposal { id: 9, ..draft };
    let nowhere = store.write_proposal(step(&unknown, ProposalState::Abandoned, "hoa")).await;
    assert!(matches!(nowhere, Err(StoreError::UnknownProposal { id: 9 })));
    let nul = store.write_proposal(begin(None, ProposalState::Draft, plain("\0"))).await;
    assert!(matches!(nul, Err(StoreError::Inadmissible { .. })));
    assert_eq!(store.proposal_steps(1).await.unwrap().len(), 2);
}

pub async fn an_acceptance_is_written_with_its_commit_or_not_at_all(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let wanted = SiteFacts { status: Status::Withdrawn, ..plain("Điểm 0") };
    let sent = store.write_proposal(begin(Some(id("m-00001")), ProposalState::InReview, wanted.clone())).await.unwrap();
    let write = || SiteWrite::Update { id: id("m-00001"), facts: wanted.clone() };
    let late = store.accept(&edit(), 0, write(), acceptance(&sent)).await;
    assert!(matches!(late, Err(StoreError::RevisionMoved { .. })));
    let old = Acceptance { version: 7, ..acceptance(&sent) };
    let moved = store.accept(&edit(), 1, write(), old).await;
    assert!(matches!(moved, Err(StoreError::ProposalMoved { .. })), "{moved:?}");
    assert_eq!((store.revision().await.unwrap(), store.proposal(1).await.unwrap()), (1, Some(sent.clone())));

    let commit = store.accept(&edit(), 1, write(), acceptance(&sent)).await.unwrap();
    assert_eq!((commit.withdrawn, commit.updated, commit.closed), (vec![id("m-00001")], vec![], vec![]));
    let last = store.history(id("m-00001")).await.unwrap().pop().unwrap();
    assert_eq!((last.operation, last.author), (Operation::Withdraw, edit().author));
    let batch = store.batches(1).await.unwrap().pop().unwrap();
    assert_eq!((batch.batch, batch.withdrawn), (edit(), 1));
    // What is decided stays decided, and the inventory is not written twice.
    let decided = store.proposal(1).await.unwrap().unwrap();
    let twice = store.accept(&edit(), 2, write(), acceptance(&decided)).await;
    assert!(matches!(twice, Err(StoreError::ProposalDecided { .. })), "{twice:?}");
    assert_eq!(store.revision().await.unwrap(), 2);
}

pub async fn accepting_what_is_so_already_moves_only_the_proposal(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let facts = store.record(id("m-00001")).await.unwrap().unwrap().site.facts;
    let sent = store.write_proposal(begin(Some(id("m-00001")), ProposalState::InReview, facts.clone())).await.unwrap();
    let write = SiteWrite::Update { id: id("m-00001"), facts };
    let commit = store.accept(&edit(), 1, write, acceptance(&sent)).await.unwrap();
    assert_eq!((commit.revision, commit.unchanged), (1, 1));
    assert_eq!(store.proposal(1).await.unwrap().unwrap().state, ProposalState::Accepted);
}

pub async fn somebody_has_one_open_proposal_for_a_site(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let write = || begin(Some(id("m-00001")), ProposalState::Draft, plain("Khác"));
    let first = store.write_proposal(write()).await.unwrap();
    let second = store.write_proposal(write()).await;
    assert!(matches!(&second, Err(StoreError::Refused { .. })), "{second:?}");
    let unknown_site = store.write_proposal(begin(Some(id("m-00099")), ProposalState::Draft, plain("Khác"))).await;
    assert!(matches!(unknown_site, Err(StoreError::Refused { .. })), "{unknown_site:?}");
    store.write_proposal(step(&first, ProposalState::Abandoned, "lan")).await.unwrap();
    assert_eq!(store.write_proposal(write()).await.unwrap().id, 2);
}

pub async fn the_account_of_proposals_refuses_to_be_rewritten(fixture: Fixture) {
    let store = &fixture.store;
    let draft = store.write_proposal(begin(None, ProposalState::Draft, plain("Nháp"))).await.unwrap();
    store.write_proposal(step(&draft, ProposalState::Abandoned, "lan")).await.unwrap();
    for attempt in [
        "UPDATE proposal_step SET actor = 'kẻ khác'",
        "DELETE FROM proposal_step",
        "DELETE FROM proposal",
        "UPDATE proposal SET state = 'draft', version = version + 1",
        "UPDATE proposal SET author = 'kẻ khác', version = version + 1",
        "UPDATE proposal SET version = 7",
        "INSERT INTO proposal SELECT 2, 1, site_id, 'accepted', author, reason, facts_before, facts_after, created_at, changed_at, actor, comment FROM proposal",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
}
