//! The data of one person: found wherever they lie, given to who asks for them, and erased for good.
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::error::AppError;
use crate::domain::{Contact, ContactValues, Import, Message, Proposal, Redaction, SiteFacts, SiteId};
use crate::store::{
    ContactAccess, ContactVersion, ErasureRequest, ErasureSubject, Examined, Reader, RecordedBatch, Store, StoreError,
};

/// Most characters that a text may have to be one value of a person.
const VALUE_MAX: usize = 1_000;

/// Whom to look for. Everything that is given must be true of a contact.
#[derive(Clone, Debug, Default)]
pub struct PersonQuery {
    /// A telephone number, in any way to write it.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// The whole name.
    pub name: Option<String>,
    /// A site.
    pub site: Option<SiteId>,
    /// A contact of that site.
    pub number: Option<u32>,
    /// Further texts that are theirs: another name, an old number.
    pub texts: Vec<String>,
}

/// A contact with everything that is kept of it.
#[derive(Debug, Serialize)]
pub struct FoundContact {
    /// As it is now.
    pub contact: Contact,
    /// Every state it was in.
    pub versions: Vec<ContactVersion>,
    /// Who read it.
    pub accesses: Vec<ContactAccess>,
}

/// A text that holds something of the person.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct FoundText {
    /// The table and the row.
    pub row: String,
    /// The site it is about.
    pub site: Option<SiteId>,
    /// What it is of the row.
    pub field: &'static str,
    /// The text.
    pub text: String,
}

/// Everything that is kept of one person.
#[derive(Debug, Serialize)]
pub struct PersonData {
    /// As whom they are recorded.
    pub contacts: Vec<FoundContact>,
    /// Where else something of them stands.
    pub texts: Vec<FoundText>,
    /// What an erasure would be done to, and what is looked for there.
    #[serde(skip)]
    subjects: Vec<(ErasureSubject, Redaction)>,
}

/// What an erasure did to one subject, or would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedSubject {
    /// From what.
    pub subject: ErasureSubject,
    /// How many texts were rewritten.
    pub texts: usize,
}

/// Finds everything of one person; whose contact it is shown in is logged as read.
pub async fn find_person(store: &Store, query: &PersonQuery, reader: &Reader) -> Result<PersonData, AppError> {
    let mut contacts = Vec::new();
    for contact in store.every_contact().await?.into_iter().filter(|contact| contact.values.is_some()) {
        let versions = store.contact_versions(contact.site, contact.number).await?;
        let states = || versions.iter().filter_map(|version| version.values.as_ref());
        if query.names_a_contact() && query.is_about(&contact) && states().any(|values| query.fits(values)) {
            contacts.push((contact, versions));
        }
    }
    let mut search = Search::new(query, &contacts);
    store.examine(|row| search.take(row)).await?;
    let texts = search.finish();
    let mut found = Vec::with_capacity(contacts.len());
    for (contact, versions) in contacts {
        let (site, number) = (contact.site, contact.number);
        let contact = store.read_contacts(site, Some(number), reader).await?.pop();
        let contact = contact.ok_or(StoreError::UnknownContact { site, number })?;
        found.push(FoundContact { contact, versions, accesses: store.contact_accesses(site, number).await? });
    }
    Ok(PersonData { subjects: search.subjects(&found, &texts), contacts: found, texts })
}

/// Erases what was found, subject by subject, or says what that would do.
pub async fn erase_person(
    store: &Store,
    data: &PersonData,
    by: &str,
    because: &str,
    rehearse: bool,
) -> Result<Vec<ErasedSubject>, AppError> {
    let mut erased = Vec::with_capacity(data.subjects.len());
    for (subject, redaction) in &data.subjects {
        let (by, because) = (by.to_owned(), because.to_owned());
        let request = ErasureRequest { subject: *subject, redaction: redaction.clone(), by, because, rehearse };
        erased.push(ErasedSubject { subject: *subject, texts: store.erase(&request).await?.texts });
    }
    Ok(erased)
}

impl PersonQuery {
    /// Refuses a question that names nobody.
    ///
    /// # Errors
    /// What to give.
    pub fn check(&self) -> Result<(), Message> {
        if self.names_a_contact() || (self.site.is_some() && !self.texts.is_empty()) {
            return Ok(());
        }
        Err(Message::new(
            "Hãy cho biết là ai: --phone, --email, --name, --site cùng --number, hoặc --site cùng --text.",
            "Say who it is: --phone, --email, --name, --site with --number, or --site with --text.",
        ))
    }

    fn names_a_contact(&self) -> bool {
        self.phone.is_some() || self.email.is_some() || self.name.is_some() || self.number.is_some()
    }

    fn is_about(&self, contact: &Contact) -> bool {
        self.site.is_none_or(|site| site == contact.site) && self.number.is_none_or(|number| number == contact.number)
    }

    fn fits(&self, values: &ContactValues) -> bool {
        let is = |wanted: &Option<String>, value: Option<&String>| {
            wanted.as_ref().is_none_or(|wanted| value.is_some_and(|value| is_same(wanted, value)))
        };
        is(&self.phone, values.phone.as_ref()) && is(&self.email, values.email.as_ref()) && is(&self.name, Some(&values.name))
    }
}

/// Whether the one is the other, however it is typed.
fn is_same(wanted: &str, value: &str) -> bool {
    let mut whole = Redaction::default();
    whole.add_text(wanted);
    whole.text(value, VALUE_MAX).as_deref() == Some(crate::domain::STUB)
}

/// Looks for a person in every text. A name is that of many, so it is looked for where the person is known; a telephone number
/// and an e-mail address are looked for everywhere.
struct Search {
    everywhere: Redaction,
    at_home: BTreeMap<SiteId, Redaction>,
    batches: BTreeMap<i64, RecordedBatch>,
    changed: BTreeMap<i64, BTreeSet<SiteId>>,
    proposals: BTreeMap<i64, Option<SiteId>>,
    found: Vec<FoundText>,
}

impl Search {
    fn new(query: &PersonQuery, contacts: &[(Contact, Vec<ContactVersion>)]) -> Self {
        let mut everywhere = Redaction::default();
        query.phone.iter().chain(&query.email).for_each(|text| everywhere.add_text(text));
        let states =
            |versions: &[ContactVersion]| versions.iter().filter_map(|version| version.values.clone()).collect::<Vec<_>>();
        for values in contacts.iter().flat_map(|(_, versions)| states(versions)) {
            values.phone.iter().chain(&values.email).for_each(|text| everywhere.add_text(text));
        }
        if query.site.is_none() {
            query.texts.iter().for_each(|text| everywhere.add_text(text));
        }
        let homes: BTreeSet<SiteId> = contacts.iter().map(|(contact, _)| contact.site).chain(query.site).collect();
        let at_home = homes.into_iter().map(|site| {
            let mut redaction = everywhere.clone();
            query.texts.iter().chain(&query.name).for_each(|text| redaction.add_text(text));
            let here = contacts.iter().filter(|(contact, _)| contact.site == site);
            here.flat_map(|(_, versions)| states(versions)).for_each(|values| redaction.add_values(&values));
            (site, redaction)
        });
        let at_home = at_home.collect();
        Self {
            everywhere,
            at_home,
            batches: BTreeMap::new(),
            changed: BTreeMap::new(),
            proposals: BTreeMap::new(),
            found: Vec::new(),
        }
    }

    fn redaction(&self, site: Option<SiteId>) -> &Redaction {
        site.and_then(|site| self.at_home.get(&site)).unwrap_or(&self.everywhere)
    }

    fn take(&mut self, row: Examined) {
        match row {
            Examined::Import(import) => self.import(&import),
            Examined::ImportStep(id, step) => {
                self.text(&format!("import_step {id}.{}", step.version), None, "comment", step.comment.as_deref());
            }
            Examined::Batch(batch) => _ = self.batches.insert(batch.id, batch),
            Examined::Change(change) => {
                let (site, row) = (change.site, format!("site_history {}", change.sequence));
                self.changed.entry(change.batch).or_default().insert(site);
                change.before.iter().for_each(|facts| self.facts(&row, Some(site), facts));
                self.facts(&row, Some(site), &change.after);
            }
            Examined::Site(record) => self.facts("site", Some(record.site.id), &record.site.facts),
            Examined::Proposal(proposal) => self.proposal(*proposal),
            Examined::Step(id, step) => {
                let (site, row) = (self.proposals.get(&id).copied().flatten(), format!("proposal_step {id}.{}", step.version));
                self.text(&row, site, "comment", step.comment.as_deref());
                self.facts(&row, site, &step.after);
            }
            Examined::Contact(contact) => {
                let (site, row) = (Some(contact.site), format!("consent of contact {}", contact.number));
                contact.consents.iter().for_each(|consent| self.text(&row, site, "evidence", Some(&consent.evidence)));
            }
            Examined::Revision(_)
            | Examined::ImportFile(_)
            | Examined::Term(_)
            | Examined::LastNumber(..)
            | Examined::Erasure(_)
            | Examined::Account(_)
            | Examined::Boundary(_)
            | Examined::Unreadable { .. } => {}
        }
    }

    fn proposal(&mut self, proposal: Proposal) {
        let (site, row) = (proposal.site, format!("proposal {}", proposal.id));
        self.proposals.insert(proposal.id, site);
        self.text(&row, site, "reason", proposal.reason.as_deref());
        self.text(&row, site, "comment", proposal.comment.as_deref());
        proposal.before.iter().for_each(|facts| self.facts(&row, site, facts));
        self.facts(&row, site, &proposal.after);
    }

    /// What people said of a file, text by text.
    fn import(&mut self, import: &Import) {
        let row = format!("import {}", import.id);
        self.text(&row, None, "file_name", Some(&import.file_name));
        self.text(&row, None, "reason", import.reason.as_deref());
        let mut waiting: Vec<&Value> = import.report.iter().chain([&import.settings]).collect();
        while let Some(value) = waiting.pop() {
            match value {
                Value::String(text) => self.text(&row, None, "settings", Some(text)),
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => waiting.extend(members.values()),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }

    fn facts(&mut self, row: &str, site: Option<SiteId>, facts: &SiteFacts) {
        let mut rewritten = facts.clone();
        if self.redaction(site).facts(&mut rewritten) == 0 {
            return;
        }
        let (one, other) = (&facts.address, &rewritten.address);
        let single = [
            ("name", Some(&facts.name), Some(&rewritten.name)),
            ("abstract", facts.abstract_text.as_ref(), rewritten.abstract_text.as_ref()),
            ("address", one.province.as_ref(), other.province.as_ref()),
            ("address", one.district.as_ref(), other.district.as_ref()),
            ("address", one.commune.as_ref(), other.commune.as_ref()),
        ];
        let sources = facts.sources.iter().zip(&rewritten.sources).flat_map(|(one, other)| {
            [("sources", one.title.as_ref(), other.title.as_ref()), ("sources", one.url.as_ref(), other.url.as_ref())]
        });
        let differing = single.into_iter().chain(sources).filter(|(_, one, other)| one != other);
        let found = differing.filter_map(|(field, one, _)| Some((field, one?.clone())));
        let found = found.map(|(field, text)| FoundText { row: row.to_owned(), site, field, text });
        self.found.extend(found);
    }

    fn text(&mut self, row: &str, site: Option<SiteId>, field: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| self.redaction(site).finds(text)) {
            self.found.push(FoundText { row: row.to_owned(), site, field, text: text.to_owned() });
        }
    }

    /// What was found, once every row was seen.
    fn finish(&mut self) -> Vec<FoundText> {
        for (id, batch) in std::mem::take(&mut self.batches) {
            let row = format!("batch {id}");
            for site in self.changed.get(&id).cloned().unwrap_or_default() {
                self.text(&row, Some(site), "reason", batch.batch.reason.as_deref());
                self.text(&row, Some(site), "file_name", batch.batch.file_name.as_deref());
            }
        }
        std::mem::take(&mut self.found)
    }

    /// The contacts, the sites that say something beside, and the proposals of sites that never came to be.
    fn subjects(&self, contacts: &[FoundContact], texts: &[FoundText]) -> Vec<(ErasureSubject, Redaction)> {
        let people = contacts.iter().map(|found| ErasureSubject::Contact(found.contact.site, found.contact.number));
        let homes: BTreeSet<SiteId> = contacts.iter().map(|found| found.contact.site).collect();
        let sites: BTreeSet<SiteId> = texts.iter().filter_map(|text| text.site).filter(|site| !homes.contains(site)).collect();
        let of_proposal = |text: &FoundText| {
            let rest = text.row.strip_prefix("proposal_step ").or_else(|| text.row.strip_prefix("proposal "))?;
            rest.split('.').next()?.parse().ok()
        };
        let proposals: BTreeSet<i64> = texts.iter().filter(|text| text.site.is_none()).filter_map(of_proposal).collect();
        let subjects = people.chain(sites.into_iter().map(ErasureSubject::Site));
        let subjects = subjects.chain(proposals.into_iter().map(ErasureSubject::Proposal));
        subjects.map(|subject| (subject, self.redaction(subject.site()).clone())).collect()
    }
}
