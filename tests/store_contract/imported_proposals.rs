//! Proposals that an import begins: committed, accepted and given up together with it.
use agriatlas::domain::*;
use agriatlas::store::*;

use super::fixture::Fixture;
use super::imports::{begun, commit_of, facts_of, seen, taking_back, undo};
use super::sample::*;

fn new_proposal(name: &str) -> NewProposal {
    NewProposal { site: None, before: None, after: Box::new(plain(name)) }
}

pub async fn five_thousand_proposals_are_committed_and_accepted_at_once(fixture: Fixture) {
    let store = &fixture.store;
    let open = begun(store).await;
    let proposals = (0..5_000).map(|number| new_proposal(&format!("Đề xuất {number}"))).collect();
    let content = ImportContent::Proposals { state: ProposalState::InReview, proposals };
    let (commit, committed) = store.commit_import(&import(), 0, commit_of(&open, content)).await.unwrap();
    assert_eq!((commit.batch_id, committed.reach), (None, Some(ImportReach::InReview)));
    let waiting = store.import_proposals(1).await.unwrap();
    assert_eq!(
        (waiting.len(), waiting[4_999].id, waiting[0].import, waiting[0].state),
        (5_000, 5_000, Some(1), ProposalState::InReview)
    );
    assert_eq!(waiting[0].author, import().author);

    // One by one: its commit is one of the import.
    let acceptance = Acceptance { id: 1, version: 1, actor: "minh".to_owned(), comment: None };
    store.accept(&edit(), 0, SiteWrite::Create(waiting[0].after.clone()), acceptance).await.unwrap();
    let rest = |version: i64| {
        waiting[1..].iter().map(|proposal| (proposal.id, version, SiteWrite::Create(proposal.after.clone()))).collect::<Vec<_>>()
    };
    // All or nothing: one that moved, and one of nobody's.
    let mut moved = rest(1);
    moved[4_000].1 = 2;
    let refusal = store.accept_import(&edit(), 1, seen(&committed, "minh"), moved).await;
    assert!(matches!(refusal, Err(StoreError::ProposalMoved { .. })), "{refusal:?}");
    let by_hand = ProposalWrite::Begin {
        site: None,
        state: ProposalState::InReview,
        author: "hoa".to_owned(),
        reason: None,
        before: None,
        after: Box::new(plain("Tự tay")),
    };
    let by_hand = store.write_proposal(by_hand).await.unwrap();
    let foreign = vec![(by_hand.id, 1, SiteWrite::Create(by_hand.after.clone()))];
    let refusal = store.accept_import(&edit(), 1, seen(&committed, "minh"), foreign).await;
    assert!(matches!(refusal, Err(StoreError::UnknownProposal { id: 5_001 })), "{refusal:?}");
    assert_eq!((store.revision().await.unwrap(), by_hand.import), (1, None));

    let (commit, accepted) = store.accept_import(&edit(), 1, seen(&committed, "minh"), rest(1)).await.unwrap();
    assert_eq!((commit.revision, commit.created.len(), accepted.version), (2, 4_999, 3));
    assert_eq!(accepted.state, ImportState::Committed);
    let decided = store.import_proposals(1).await.unwrap();
    assert!(decided.iter().all(|proposal| proposal.state == ProposalState::Accepted && proposal.site.is_some()));
    assert_eq!((decided[4_999].site, decided[4_999].version), (commit.created.last().copied(), 2));
    assert_eq!(store.proposal_steps(5_000).await.unwrap().len(), 2);
    let batches = store.import_batches(1).await.unwrap();
    assert_eq!(batches.iter().map(|batch| batch.created).collect::<Vec<_>>(), [1, 4_999]);

    let changes = store.import_changes(1).await.unwrap();
    assert_eq!(changes.len(), 5_000);
    let (taken, _) = store.undo_import(&undo(), 2, seen(&accepted, "lan"), taking_back(&changes), Vec::new()).await.unwrap();
    assert_eq!((taken.withdrawn.len(), facts_of(store).await.len()), (5_000, 0));
}

pub async fn proposals_are_given_up_with_their_import(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let author = import().author;
    let earlier = ProposalWrite::Begin {
        site: Some(id("m-00001")),
        state: ProposalState::InReview,
        author: author.clone(),
        reason: Some("gọi điện".to_owned()),
        before: Some(Box::new(plain("Điểm 0"))),
        after: Box::new(plain("Nghĩ trước")),
    };
    store.write_proposal(earlier).await.unwrap();
    let open = begun(store).await;
    let of_site = |site: &str, name: &str| NewProposal {
        site: Some(id(site)),
        before: Some(Box::new(plain("Điểm"))),
        after: Box::new(plain(name)),
    };
    let proposals = vec![of_site("m-00001", "Từ tệp 1"), of_site("m-00002", "Từ tệp 2"), new_proposal("Mới")];
    let content = ImportContent::Proposals { state: ProposalState::Draft, proposals };
    let (_, committed) = store.commit_import(&import(), 1, commit_of(&open, content)).await.unwrap();
    let waiting = store.import_proposals(1).await.unwrap();
    // A second thought goes into the first.
    let told: Vec<_> =
        waiting.iter().map(|proposal| (proposal.id, proposal.version, proposal.state, proposal.after.name.as_str())).collect();
    let draft = ProposalState::Draft;
    assert_eq!(told, [(1, 2, draft, "Từ tệp 1"), (2, 1, draft, "Từ tệp 2"), (3, 1, draft, "Mới")]);
    assert_eq!((waiting[0].author.as_str(), store.open_proposals().await.unwrap().len()), (author.as_str(), 3));
    let draft_accepted = vec![(3, 1, SiteWrite::Create(plain("Mới")))];
    let refusal = store.accept_import(&edit(), 1, seen(&committed, "minh"), draft_accepted).await;
    assert!(matches!(refusal, Err(StoreError::ProposalDecided { .. })), "{refusal:?}");

    let late = store.undo_import(&undo(), 1, seen(&committed, "minh"), Vec::new(), vec![(1, 1)]).await;
    assert!(matches!(late, Err(StoreError::ProposalMoved { .. })), "{late:?}");
    let abandon = waiting.iter().map(|proposal| (proposal.id, proposal.version)).collect();
    let (commit, undone) = store.undo_import(&undo(), 1, seen(&committed, "minh"), Vec::new(), abandon).await.unwrap();
    assert_eq!((commit.batch_id, undone.state, store.revision().await.unwrap()), (None, ImportState::Undone, 1));
    let given_up = store.import_proposals(1).await.unwrap();
    assert!(given_up.iter().all(|proposal| proposal.state == ProposalState::Abandoned && proposal.actor == "minh"));
    assert_eq!(given_up[0].comment.as_deref(), Some("đã xem"));
    assert!(store.open_proposals().await.unwrap().is_empty());
    let accepted = store.accept_import(&edit(), 1, seen(&undone, "minh"), Vec::new()).await;
    assert!(matches!(accepted, Err(StoreError::ImportDecided { .. })), "{accepted:?}");
}
