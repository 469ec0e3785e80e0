//! Whether the public is told of a site what its people agree to, and nothing is left of those whose data were erased.
use std::collections::{BTreeMap, BTreeSet};

use super::finding::{AuditCode, Findings};
use crate::domain::{ConsentPurpose, Contact, SiteId, public_consents};
use crate::store::Record;

/// The people of the sites, and what the sites say of them.
#[derive(Debug, Default)]
pub(super) struct People {
    consents: BTreeMap<SiteId, BTreeSet<ConsentPurpose>>,
    contacts: BTreeMap<SiteId, Vec<Contact>>,
    count: usize,
}

impl People {
    pub fn count(&self) -> usize {
        self.count
    }

    /// Takes a site as it is now.
    pub fn site(&mut self, record: &Record) {
        self.consents.insert(record.site.id, record.site.facts.privacy.consents.clone());
    }

    /// Takes somebody of a site.
    pub fn contact(&mut self, contact: Contact, findings: &mut Findings) {
        self.count += 1;
        let (site, number) = (contact.site, contact.number);
        let people = self.contacts.entry(site).or_default();
        let due = people.last().map_or(1, |last| last.number + 1);
        if number != due {
            findings.add(
                AuditCode::ContactGap,
                site,
                format!("{site} thiếu liên hệ {due}"),
                format!("contact {due} of {site} is missing"),
            );
        }
        let agrees = contact.consents.iter().any(|consent| consent.withdrawn_at.is_none());
        if contact.erased.is_some() && agrees {
            findings.add(
                AuditCode::ConsentsDiffer,
                site,
                format!("Liên hệ {number} của {site} đã xóa mà vẫn còn sự đồng ý có hiệu lực"),
                format!("contact {number} of {site} was erased and still agrees to something"),
            );
        }
        people.push(contact);
    }

    /// What can only be said once everything was seen.
    pub fn finish(&self, findings: &mut Findings) {
        for (site, contacts) in &self.contacts {
            let Some(recorded) = self.consents.get(site) else { continue };
            if public_consents(contacts, recorded) != *recorded {
                findings.add(
                    AuditCode::ConsentsDiffer,
                    site,
                    format!("{site} ghi sự đồng ý khác với những gì các liên hệ của nó đồng ý"),
                    format!("{site} says its people agree to something else than they do"),
                );
            }
        }
    }
}
