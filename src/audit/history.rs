//! Replays the history: every entry against the one before it and its batch, the last ones against the tables.
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use super::finding::{AuditCode, Findings};
use crate::domain::{BatchOrigin, Change, Operation, SiteFacts, SiteId, SiteKind, net_operation};
use crate::store::{ErasureStub, Record, RecordedBatch};

/// What the history says so far.
#[derive(Debug, Default)]
pub(super) struct History {
    batches: BTreeMap<i64, (RecordedBatch, Tally)>,
    last_batch: i64,
    last_sequence: i64,
    sites: HashMap<SiteId, Replayed>,
    numbers: BTreeMap<SiteKind, u32>,
    /// Sites in whose entries the data of people gave way to a stub, so that two states may have become one.
    erased: HashSet<SiteId>,
}

/// A site as its entries made it.
#[derive(Debug)]
struct Replayed {
    facts: SiteFacts,
    changed_at: Timestamp,
    revision: i64,
    is_there: bool,
}

/// The entries of a batch by what they did: created, updated, closed, withdrawn.
type Tally = [i64; 4];

impl History {
    /// How many batches and entries there are.
    pub fn counts(&self) -> (usize, i64) {
        (self.batches.len(), self.last_sequence)
    }

    /// Whether boundaries may come from this batch.
    pub fn brought_boundaries(&self, batch: i64) -> bool {
        self.batches.get(&batch).is_some_and(|(recorded, _)| recorded.batch.origin == BatchOrigin::Boundaries)
    }

    /// Takes the stub of an erasure.
    pub fn erased(&mut self, stub: &ErasureStub) {
        self.erased.extend(stub.site);
    }

    pub fn number(&mut self, kind: SiteKind, last: u32) {
        self.numbers.insert(kind, last);
    }

    /// Takes the next batch.
    pub fn batch(&mut self, batch: RecordedBatch, findings: &mut Findings) {
        let (id, due) = (batch.id, self.last_batch + 1);
        if id != due {
            findings.add(
                AuditCode::BatchGap,
                format!("batch {due}"),
                format!("Sau lô {} là lô {id}: thiếu lô {due}", due - 1),
                format!("batch {} is followed by {id}: batch {due} is missing", due - 1),
            );
        }
        if batch.revision != id {
            findings.add(
                AuditCode::RevisionDiffers,
                format!("batch {id}"),
                format!("Lô {id} ghi phiên bản {}, lẽ ra là {id}", batch.revision),
                format!("batch {id} says revision {}, not {id}", batch.revision),
            );
        }
        self.last_batch = id;
        self.batches.insert(id, (batch, Tally::default()));
    }

    /// Takes the next entry.
    pub fn change(&mut self, change: Change, findings: &mut Findings) {
        let due = self.last_sequence + 1;
        if change.sequence != due {
            findings.add(
                AuditCode::HistoryGap,
                format!("site_history {due}"),
                format!("Sau mục lịch sử {} là mục {}: thiếu mục {due}", due - 1, change.sequence),
                format!("entry {} of the history is followed by {}: entry {due} is missing", due - 1, change.sequence),
            );
        }
        self.last_sequence = change.sequence;
        self.held_against_batch(&change, findings);
        self.held_against_former(&change, findings);
        self.sites.insert(
            change.site,
            Replayed { facts: change.after, changed_at: change.changed_at, revision: change.revision, is_there: false },
        );
    }

    fn held_against_batch(&mut self, change: &Change, findings: &mut Findings) {
        let sequence = change.sequence;
        let entry = format!("site_history {sequence}");
        let Some((batch, tally)) = self.batches.get_mut(&change.batch) else {
            let number = change.batch;
            findings.add(
                AuditCode::EntryUnlikeBatch,
                entry,
                format!("Mục lịch sử {sequence} thuộc lô {number} không tồn tại"),
                format!("entry {sequence} of the history belongs to batch {number}, which is not there"),
            );
            return;
        };
        let [created, updated, closed, withdrawn] = tally;
        *match change.operation {
            Operation::Create => created,
            Operation::Update => updated,
            Operation::Close => closed,
            Operation::Withdraw => withdrawn,
        } += 1;
        if batch.revision != change.revision || batch.batch.author != change.author {
            findings.add(
                AuditCode::EntryUnlikeBatch,
                entry,
                format!("Mục lịch sử {sequence} ghi người sửa hoặc phiên bản khác với lô {}", batch.id),
                format!("entry {sequence} of the history names another author or revision than batch {}", batch.id),
            );
        }
    }

    fn held_against_former(&self, change: &Change, findings: &mut Findings) {
        let (site, sequence) = (change.site, change.sequence);
        let former = self.sites.get(&site);
        let before = former.map(|former| &former.facts);
        let became = net_operation(before, &change.after);
        let is_erased = became.is_none() && change.operation == Operation::Update && self.erased.contains(&site);
        if before != change.before.as_ref() || !(is_erased || became == Some(change.operation)) {
            findings.add(
                AuditCode::BrokenHistory,
                site,
                format!("Mục lịch sử {sequence} của {site} không nối tiếp mục trước"),
                format!("entry {sequence} of the history of {site} does not go on from the entry before"),
            );
        }
        if former.is_some_and(|former| former.changed_at > change.changed_at) {
            findings.add(
                AuditCode::TimeGoesBack,
                site,
                format!("Mục lịch sử {sequence} của {site} có thời điểm sớm hơn mục trước"),
                format!("entry {sequence} of the history of {site} is older than the entry before"),
            );
        }
    }

    /// Takes a site as it is now.
    pub fn site(&mut self, record: &Record, findings: &mut Findings) {
        let site = record.site.id;
        let Some(replayed) = self.sites.get_mut(&site) else {
            findings.add(
                AuditCode::SiteWithoutHistory,
                site,
                format!("{site} không có lịch sử"),
                format!("{site} has no history"),
            );
            return;
        };
        replayed.is_there = true;
        let same = replayed.facts == record.site.facts
            && replayed.changed_at == record.site.updated_at
            && replayed.revision == record.revision;
        if !same {
            findings.add(
                AuditCode::SiteDiffers,
                site,
                format!("{site} khác với mục cuối trong lịch sử của nó: có thể đã bị sửa ngoài chương trình"),
                format!("{site} is not what the last entry of its history says: it may have been changed past the program"),
            );
        }
    }

    /// A site that is there and cannot be read.
    pub fn unreadable(&mut self, site: SiteId) {
        self.sites.entry(site).and_modify(|replayed| replayed.is_there = true);
    }

    /// What can only be said once everything was seen.
    pub fn finish(&self, revision: i64, findings: &mut Findings) {
        let last = self.batches.values().map(|(batch, _)| batch.revision).max().unwrap_or_default();
        if revision != last {
            findings.add(
                AuditCode::RevisionDiffers,
                "inventory",
                format!("Dữ liệu ghi phiên bản {revision}, lô cuối cùng ghi {last}"),
                format!("the inventory says revision {revision}, its last batch {last}"),
            );
        }
        for (batch, tally) in self.batches.values() {
            if [batch.created, batch.updated, batch.closed, batch.withdrawn] != *tally {
                let id = batch.id;
                findings.add(
                    AuditCode::BatchCounts,
                    format!("batch {id}"),
                    format!("Số thay đổi ghi trong lô {id} khác với lịch sử"),
                    format!("batch {id} counts other changes than the history has of it"),
                );
            }
        }
        let mut missing: Vec<SiteId> = self.sites.iter().filter(|(_, site)| !site.is_there).map(|(id, _)| *id).collect();
        missing.sort_unstable();
        for site in missing {
            findings.add(
                AuditCode::SiteMissing,
                site,
                format!("{site} có trong lịch sử nhưng không còn trong bảng điểm"),
                format!("{site} is in the history and not among the sites"),
            );
        }
        for kind in SiteKind::ALL {
            let given = self.sites.keys().filter(|site| site.kind() == *kind).map(|site| site.number()).max().unwrap_or_default();
            let last = self.numbers.get(kind).copied().unwrap_or_default();
            if last < given {
                findings.add(
                    AuditCode::NumberBehind,
                    kind,
                    format!("Số cuối đã cấp cho {kind} ghi là {last}, nhưng đã có số {given}"),
                    format!("the last number given to kind {kind} is said to be {last}, and {given} is in use"),
                );
            }
        }
    }
}
