//! A thousand short lives: random edits, proposals and acceptances by writers at once, and the history of each replayed.
use std::collections::BTreeMap;

use agriatlas::app::check_store;
use agriatlas::domain::{Proposal, ProposalState, SiteFacts, SiteId, SiteKind, Status};
use agriatlas::geography::Geography;
use agriatlas::ingest::starter_vocabulary;
use agriatlas::store::{Acceptance, Commit, ProposalWrite, SiteWrite, Store, StoreError};

use super::fixture::Fixture;
use super::live::Dice;
use super::sample::{creates, edit};

const SEQUENCES: u64 = 1_000;

/// What a writer was told: at which revision which facts became those of which sites.
type Told = Vec<(i64, BTreeMap<SiteId, SiteFacts>)>;

/// Somebody who edits, however often others are faster.
struct Writer {
    store: Store,
    dice: Dice,
    told: Told,
}

impl Writer {
    /// Does a few things.
    async fn live(mut self) -> Told {
        for _ in 0..=self.dice.throw(2) {
            match self.dice.throw(4) {
                0 => self.propose().await,
                _ => self.edit().await,
            }
        }
        self.told
    }

    fn hears(&mut self, commit: &Commit, facts: Vec<(Option<SiteId>, SiteFacts)>) {
        if commit.batch_id.is_none() {
            return;
        }
        let mut created = commit.created.iter().copied();
        let changed = [&commit.updated, &commit.closed, &commit.withdrawn].into_iter().flatten().copied().collect::<Vec<_>>();
        let facts = facts.into_iter().filter_map(|(site, facts)| match site {
            None => Some((created.next().unwrap(), facts)),
            Some(site) => changed.contains(&site).then_some((site, facts)),
        });
        self.told.push((commit.revision, facts.collect()));
    }

    /// A site that may be there, and the revision at which it was looked at or an earlier one.
    async fn look(&mut self) -> (i64, SiteId, SiteFacts) {
        loop {
            let revision = self.store.revision().await.unwrap();
            let site = SiteId::new(SiteKind::Model, u32::try_from(1 + self.dice.throw(12)).unwrap());
            if let Some(record) = self.store.record(site).await.unwrap() {
                return (revision, site, record.site.facts);
            }
        }
    }

    async fn edit(&mut self) {
        loop {
            let (revision, site, known) = self.look().await;
            let new = self.dice.facts();
            let (writes, facts) = match self.dice.throw(6) {
                0 => (vec![SiteWrite::Create(new.clone())], vec![(None, new)]),
                1 => (vec![SiteWrite::Close { id: site }], vec![(Some(site), SiteFacts { status: Status::Closed, ..known })]),
                2 => (
                    vec![SiteWrite::Update { id: site, facts: new.clone() }, SiteWrite::Create(known.clone())],
                    vec![(Some(site), new), (None, known)],
                ),
                3 => (vec![SiteWrite::Update { id: site, facts: known.clone() }], vec![(Some(site), known)]),
                _ => (vec![SiteWrite::Update { id: site, facts: new.clone() }], vec![(Some(site), new)]),
            };
            match self.store.commit(&edit(), revision, writes, Vec::new()).await {
                Ok(commit) => return self.hears(&commit, facts),
                Err(StoreError::RevisionMoved { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Begins a proposal and sees to it that it is decided, unless it is left open.
    async fn propose(&mut self) {
        let (_, site, known) = self.look().await;
        let site = (self.dice.throw(2) == 0).then_some(site);
        let write = ProposalWrite::Begin {
            site,
            state: ProposalState::InReview,
            author: format!("lan {}", self.dice.throw(u64::MAX)),
            reason: None,
            before: site.map(|_| Box::new(known)),
            after: Box::new(self.dice.facts()),
        };
        let sent = self.store.write_proposal(write).await.unwrap();
        match self.dice.throw(4) {
            0 => {}
            1 => self.step(&sent, ProposalState::Abandoned).await,
            2 => {
                self.step(&sent, ProposalState::Returned).await;
                // Who saw the version before cannot decide any more.
                let refusal = self.accept(&sent, site).await;
                assert!(matches!(refusal, Some(StoreError::ProposalMoved { .. })), "{refusal:?}");
            }
            _ => assert!(self.accept(&sent, site).await.is_none()),
        }
    }

    async fn step(&mut self, proposal: &Proposal, state: ProposalState) {
        let (id, version, actor) = (proposal.id, proposal.version, "minh".to_owned());
        let step = ProposalWrite::Step { id, version, state, actor, comment: None, rewrite: None };
        self.store.write_proposal(step).await.unwrap();
    }

    async fn accept(&mut self, proposal: &Proposal, site: Option<SiteId>) -> Option<StoreError> {
        loop {
            let revision = self.store.revision().await.unwrap();
            let after = proposal.after.clone();
            let write = match site {
                None => SiteWrite::Create(after.clone()),
                Some(id) => SiteWrite::Update { id, facts: after.clone() },
            };
            let acceptance = Acceptance { id: proposal.id, version: proposal.version, actor: "minh".to_owned(), comment: None };
            match self.store.accept(&edit(), revision, write, acceptance).await {
                Ok(commit) => {
                    self.hears(&commit, vec![(site, after)]);
                    return None;
                }
                Err(StoreError::RevisionMoved { .. }) => {}
                Err(error) => return Some(error),
            }
        }
    }
}

pub async fn a_thousand_random_sequences_replay_to_every_revision(fixture: Fixture) {
    let geography = Geography::shipped().unwrap();
    let seed = jiff::Timestamp::now().as_microsecond() as u64;
    let mut dice = Dice::new(seed);
    let first = fixture.store.commit(&edit(), 0, creates(4), starter_vocabulary().unwrap()).await.unwrap();
    let sites = fixture.store.load().await.unwrap().sites;
    let mut current: BTreeMap<SiteId, SiteFacts> = sites.into_iter().map(|site| (site.id, site.facts)).collect();
    let (mut revision, mut sequence) = (first.revision, 4);
    let another = fixture.another().await;
    for number in 0..SEQUENCES {
        let writers: Vec<_> = (0..=dice.throw(2))
            // Now and then another program, which has to wait for the file and not for its turn.
            .map(|at| if at == 1 && number % 8 == 0 { another.clone() } else { fixture.store.clone() })
            .map(|store| Writer { store, dice: Dice::new(dice.throw(u64::MAX)), told: Vec::new() })
            .map(|writer| tokio::spawn(writer.live()))
            .collect();
        let mut told = BTreeMap::new();
        for writer in writers {
            for (revision, facts) in writer.await.unwrap_or_else(|error| panic!("seed {seed}, sequence {number}: {error}")) {
                assert!(told.insert(revision, facts).is_none(), "seed {seed}: two commits were told revision {revision}");
            }
        }
        // Every revision, one after the other, is the one before with what its history says.
        let mut replayed: BTreeMap<i64, BTreeMap<SiteId, SiteFacts>> = BTreeMap::new();
        for change in fixture.store.changes_since(revision, 0, u32::MAX).await.unwrap() {
            sequence += 1;
            assert_eq!(change.sequence, sequence, "seed {seed}, sequence {number}");
            assert_eq!(change.before.as_ref(), current.get(&change.site), "seed {seed}, {}", change.site);
            current.insert(change.site, change.after.clone());
            replayed.entry(change.revision).or_default().insert(change.site, change.after);
        }
        assert_eq!(replayed, told, "seed {seed}, sequence {number}");
        let revisions: Vec<i64> = replayed.keys().copied().collect();
        revision += i64::try_from(revisions.len()).unwrap();
        assert_eq!(revisions.last().copied().unwrap_or(revision), revision, "seed {seed}: a revision was left out");
        if number % 10 == 0 || number + 1 == SEQUENCES {
            let inventory = fixture.store.load().await.unwrap();
            let found: BTreeMap<_, _> = inventory.sites.into_iter().map(|site| (site.id, site.facts)).collect();
            assert_eq!((inventory.revision, &found), (revision, &current), "seed {seed}, sequence {number}");
        }
    }
    let report = check_store(&fixture.store, &geography).await.unwrap();
    assert!(report.findings.is_empty(), "seed {seed}: {:#?}", report.findings);
    println!("{SEQUENCES} sequences made {revision} revisions and {} proposals", report.proposals);
}
