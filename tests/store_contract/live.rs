//! A process that edits, proposes and accepts without end and says what was acknowledged, until it is killed.
use std::collections::BTreeMap;

use agriatlas::domain::{Proposal, ProposalState, SiteFacts, SiteId, SiteKind, Status};
use agriatlas::store::{Acceptance, ImportChange, ImportContent, ProposalWrite, SiteWrite, Store};
use tempfile::TempDir;

use super::imports::{commit_of, seen, upload};
use super::sample::{edit, import, plain};

/// A source of chance that can be repeated.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number below `sides`.
    pub fn throw(&mut self, sides: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Facts that differ from most others.
    pub fn facts(&mut self) -> SiteFacts {
        let status = [Status::Published, Status::Draft, Status::Closed, Status::Withdrawn][self.throw(4) as usize];
        SiteFacts {
            area_ha: Some(self.throw(1_000_000) as f64 / 7.0),
            members: Some(self.throw(1_000) as u32),
            status,
            ..plain(&format!("Điểm {}", self.throw(1_000_000)))
        }
    }
}

/// What a line of the process says was acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acknowledged {
    Revision(i64),
    Proposal { id: i64, version: i64, is_accepted: bool },
    Import { id: i64, version: i64 },
}

impl Acknowledged {
    pub fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["revision", revision] => Some(Self::Revision(revision.parse().unwrap())),
            ["import", id, version] => Some(Self::Import { id: id.parse().unwrap(), version: version.parse().unwrap() }),
            ["proposal", id, version, state] => Some(Self::Proposal {
                id: id.parse().unwrap(),
                version: version.parse().unwrap(),
                is_accepted: state == "accepted",
            }),
            _ => None,
        }
    }
}

fn told(proposal: &Proposal) {
    println!("proposal {} {} {}", proposal.id, proposal.version, proposal.state);
}

/// Every commit of its own records two sites and changes one; every acceptance records one.
pub async fn live(store: &Store) -> ! {
    let mut dice = Dice::new(u64::from(std::process::id()) ^ jiff::Timestamp::now().as_microsecond() as u64);
    let mut revision = store.revision().await.unwrap();
    let mut models = store.load().await.unwrap().sites.len() as u64;
    let mut open: BTreeMap<i64, Proposal> =
        store.open_proposals().await.unwrap().into_iter().map(|proposal| (proposal.id, proposal)).collect();
    let folder = TempDir::new().unwrap();
    loop {
        let chosen = match open.len() as u64 {
            0 => None,
            many => open.values().nth(dice.throw(many) as usize).cloned(),
        };
        match (dice.throw(6), chosen) {
            (5, _) => (revision, models) = bring_a_file(store, &mut dice, &folder, revision, models).await,
            (0, _) | (_, None) => {
                let write = ProposalWrite::Begin {
                    site: None,
                    state: ProposalState::Draft,
                    author: "lan".to_owned(),
                    reason: None,
                    before: None,
                    after: Box::new(dice.facts()),
                };
                let begun = store.write_proposal(write).await.unwrap();
                told(&begun);
                open.insert(begun.id, begun);
            }
            (1, Some(proposal)) if proposal.state == ProposalState::InReview => {
                let write = SiteWrite::Create(proposal.after.clone());
                let (id, version) = (proposal.id, proposal.version);
                let acceptance = Acceptance { id, version, actor: "minh".to_owned(), comment: None };
                let commit = store.accept(&edit(), revision, write, acceptance).await.unwrap();
                println!("revision {}", commit.revision);
                println!("proposal {id} {} accepted", version + 1);
                (revision, models) = (commit.revision, models + 1);
                open.remove(&id);
            }
            (1 | 2, Some(proposal)) => {
                let state = match proposal.state {
                    ProposalState::InReview => ProposalState::Returned,
                    _ => ProposalState::InReview,
                };
                let (id, version, actor) = (proposal.id, proposal.version, "lan".to_owned());
                let step = ProposalWrite::Step { id, version, state, actor, comment: None, rewrite: None };
                let stepped = store.write_proposal(step).await.unwrap();
                told(&stepped);
                open.insert(id, stepped);
            }
            _ => {
                let site = SiteId::new(SiteKind::Model, u32::try_from(1 + dice.throw(models)).unwrap());
                // The year is that of no other, so there is always something to change.
                let known = store.record(site).await.unwrap().unwrap().site.facts;
                let year = known.established_year.map_or(1_900, |year| 1_900 + (year + 1 - 1_900) % 200);
                let changed = SiteFacts { established_year: Some(year), status: Status::Published, ..known };
                let writes = vec![
                    SiteWrite::Create(dice.facts()),
                    SiteWrite::Update { id: site, facts: changed },
                    SiteWrite::Create(dice.facts()),
                ];
                let commit = store.commit(&edit(), revision, writes, Vec::new()).await.unwrap();
                println!("revision {}", commit.revision);
                (revision, models) = (commit.revision, models + 2);
            }
        }
    }
}

/// Brings a file of some pieces and then gives it up, or commits a site from it.
async fn bring_a_file(store: &Store, dice: &mut Dice, folder: &TempDir, revision: i64, models: u64) -> (i64, u64) {
    let bytes = vec![dice.throw(256) as u8; 1 + dice.throw(3_000_000) as usize];
    let begun = store.begin_import(upload(folder, "sống.csv", &bytes)).await.unwrap();
    println!("import {} {}", begun.id, begun.version);
    if dice.throw(3) == 0 {
        let gone = store.change_import(seen(&begun, "lan"), ImportChange::Discard).await.unwrap();
        println!("import {} {}", gone.id, gone.version);
        return (revision, models);
    }
    let commit = commit_of(&begun, ImportContent::Sites(vec![SiteWrite::Create(dice.facts())]));
    let (commit, committed) = store.commit_import(&import(), revision, commit).await.unwrap();
    println!("revision {}", commit.revision);
    println!("import {} {}", committed.id, committed.version);
    (commit.revision, models + 1)
}
