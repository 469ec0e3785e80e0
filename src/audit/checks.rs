//! The check itself: takes every row of a database once and reports what does not agree.
use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::accounts;
use super::finding::{AuditCode, AuditFinding, Findings};
use super::history::History;
use super::imports::Imports;
use super::people::People;
use super::proposals::Proposals;
use super::references::References;
use crate::domain::SiteId;
use crate::gazetteer::Gazetteer;
use crate::store::Examined;

/// The public records with the time of their last change.
pub type PublicRecords = BTreeMap<SiteId, Timestamp>;

/// A check under way.
#[derive(Debug)]
pub struct Audit<'a> {
    gazetteer: &'a Gazetteer,
    revision: i64,
    history: History,
    imports: Imports,
    references: References,
    proposals: Proposals,
    people: People,
    accounts: usize,
    public: PublicRecords,
    findings: Findings,
}

/// What a check found.
#[derive(Clone, Debug, Serialize)]
pub struct AuditReport {
    /// The revision of the inventory.
    pub revision: i64,
    /// How many sites there are.
    pub sites: usize,
    /// How many of them are public.
    pub public_sites: usize,
    /// How many entries the history has.
    pub changes: i64,
    /// How many batches there are.
    pub batches: usize,
    /// How many proposals there are.
    pub proposals: usize,
    /// How many people of sites are recorded, those whose data were erased included.
    pub contacts: usize,
    /// How many accounts there are.
    pub accounts: usize,
    /// What does not agree; nothing where all is well.
    pub findings: Vec<AuditFinding>,
}

impl<'a> Audit<'a> {
    /// A check of which nothing was seen yet.
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        Self {
            gazetteer,
            revision: 0,
            history: History::default(),
            imports: Imports::default(),
            references: References::default(),
            proposals: Proposals::default(),
            people: People::default(),
            accounts: 0,
            public: BTreeMap::new(),
            findings: Findings::default(),
        }
    }

    /// Takes the next row, in the order in which [`Store::examine`](crate::store::Store::examine) tells them.
    pub fn take(&mut self, row: Examined) {
        let findings = &mut self.findings;
        match row {
            Examined::Revision(revision) => self.revision = revision,
            Examined::Term(term) => self.references.term(term),
            Examined::LastNumber(kind, number) => self.history.number(kind, number),
            Examined::Erasure(stub) => self.history.erased(&stub),
            Examined::ImportFile(file) => self.imports.file(&file, findings),
            Examined::Import(import) => self.imports.import(*import, findings),
            Examined::ImportStep(import, step) => self.imports.step(import, step, findings),
            Examined::Batch(batch) => {
                self.imports.named(batch.import, &format!("batch {}", batch.id), findings);
                self.history.batch(batch, findings);
            }
            Examined::Change(change) => self.history.change(*change, findings),
            Examined::Site(record) => {
                self.history.site(&record, findings);
                self.people.site(&record);
                self.references.site(&record.site, self.gazetteer, findings);
                if record.site.facts.status.is_public() {
                    self.public.insert(record.site.id, record.site.updated_at);
                }
            }
            Examined::Proposal(proposal) => {
                self.imports.named(proposal.import, &format!("proposal {}", proposal.id), findings);
                self.proposals.proposal(*proposal, findings);
            }
            Examined::Step(proposal, step) => self.proposals.step(proposal, *step, findings),
            Examined::Account(account) => {
                self.accounts += 1;
                accounts::account(&account, self.gazetteer, findings);
            }
            Examined::Boundary(row) => accounts::boundary(&row, &self.history, self.gazetteer, findings),
            Examined::Contact(contact) => self.people.contact(*contact, findings),
            Examined::Unreadable { row, column, problem } => {
                findings.add(
                    AuditCode::UnreadableRow,
                    &row,
                    format!("Không đọc được {column} của {row}: {problem}"),
                    format!("{column} of {row} is unreadable: {problem}"),
                );
                if let Ok(site) = row.parse() {
                    self.history.unreadable(site);
                    self.references.unreadable(site);
                }
            }
        }
    }

    /// The revision of the inventory, once it was told.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// Holds what a snapshot of the same revision would serve against what is public.
    pub fn served(&mut self, found: &PublicRecords) {
        let extra = found.iter().filter(|(site, changed)| self.public.get(site) != Some(changed));
        let lacking = self.public.iter().filter(|(site, _)| !found.contains_key(site));
        let (extra, lacking): (Vec<_>, Vec<_>) = (extra.map(|(id, _)| *id).collect(), lacking.map(|(id, _)| *id).collect());
        for site in extra {
            self.findings.add(
                AuditCode::SnapshotDiffers,
                site,
                format!("{site} sẽ hiện ra, nhưng không công khai hoặc đã khác"),
                format!("{site} would be served and is not public, or not so"),
            );
        }
        for site in lacking {
            self.findings.add(
                AuditCode::SnapshotDiffers,
                site,
                format!("{site} là công khai nhưng sẽ không hiện ra"),
                format!("{site} is public and would not be served"),
            );
        }
    }

    /// What was found, once every row was seen.
    pub fn finish(mut self) -> AuditReport {
        self.history.finish(self.revision, &mut self.findings);
        self.references.finish(&mut self.findings);
        self.proposals.finish(&self.references, &mut self.findings);
        self.people.finish(&mut self.findings);
        self.imports.finish(&mut self.findings);
        let (batches, changes) = self.history.counts();
        AuditReport {
            revision: self.revision,
            sites: self.references.count(),
            public_sites: self.public.len(),
            changes,
            batches,
            proposals: self.proposals.count(),
            contacts: self.people.count(),
            accounts: self.accounts,
            findings: self.findings.into_list(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_served_is_exactly_what_is_public() {
        let gazetteer = Gazetteer::shipped().unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        let id = |text: &str| text.parse::<SiteId>().unwrap();
        let found = |served: &[(&str, i64)]| {
            let mut audit = Audit::new(&gazetteer);
            audit.public = [(id("m-00001"), at(1)), (id("m-00002"), at(2))].into();
            let served = served.iter().map(|(site, second)| (id(site), at(*second))).collect();
            audit.served(&served);
            audit.findings.into_list().into_iter().map(|finding| finding.subject).collect::<Vec<_>>()
        };
        assert!(found(&[("m-00001", 1), ("m-00002", 2)]).is_empty());
        assert_eq!(found(&[("m-00001", 1), ("m-00002", 3)]), ["m-00002"]);
        assert_eq!(found(&[("m-00001", 1)]), ["m-00002"]);
        assert_eq!(found(&[("m-00001", 1), ("m-00002", 2), ("m-00003", 3)]), ["m-00003"]);
    }
}
