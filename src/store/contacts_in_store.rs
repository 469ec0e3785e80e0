//! The people of sites in the database: read under the eyes of a log, written version by version, erased on request.
use super::contact::{ConsentWrite, ContactAccess, ContactVersion, ContactWrite, Reader};
use super::erasure::{ErasureDone, ErasureRequest, ErasureStub};
use super::error::StoreError;
use super::{Commit, Database, Store, admission};
use crate::domain::{Batch, Contact, SiteId};

impl Store {
    /// The contacts of a site, or one of them, in the order of their numbers. Whose values are read is logged in the same
    /// transaction: who does not get into the log gets no values.
    pub async fn read_contacts(&self, site: SiteId, number: Option<u32>, reader: &Reader) -> Result<Vec<Contact>, StoreError> {
        admission::admit_texts("contact_access", [("actor", Some(&reader.actor)), ("request", Some(&reader.request))])?;
        match &self.database {
            Database::Sqlite(store) => store.read_contacts(site, number, reader).await,
            Database::Postgres(store) => store.read_contacts(site, number, reader).await,
        }
    }

    /// Every contact of every site, for the program itself: to find the data of one person and to check the database. Nobody is
    /// shown them without [`Store::read_contacts`].
    pub async fn every_contact(&self) -> Result<Vec<Contact>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.every_contact().await,
            Database::Postgres(store) => store.every_contact().await,
        }
    }

    /// Every state that a contact was in, the oldest first; for the program itself, like [`Store::every_contact`].
    pub async fn contact_versions(&self, site: SiteId, number: u32) -> Result<Vec<ContactVersion>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.contact_versions(site, number).await?,
            Database::Postgres(store) => store.contact_versions(site, number).await?,
        };
        rows.into_iter().map(ContactVersion::try_from).collect()
    }

    /// Who read the values of a contact, the earliest first.
    pub async fn contact_accesses(&self, site: SiteId, number: u32) -> Result<Vec<ContactAccess>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.contact_accesses(site, number).await?,
            Database::Postgres(store) => store.contact_accesses(site, number).await?,
        };
        rows.into_iter().map(ContactAccess::try_from).collect()
    }

    /// Records a contact or changes one; gives its number. No revision moves: contacts are no part of the inventory.
    pub async fn write_contact(&self, write: ContactWrite) -> Result<u32, StoreError> {
        admission::admit_contact(&write)?;
        match &self.database {
            Database::Sqlite(store) => store.write_contact(write).await,
            Database::Postgres(store) => store.write_contact(write).await,
        }
    }

    /// Records that somebody agreed or agrees no more, and what follows for the public of the site, as one commit under
    /// `batch` or not at all. Where nothing follows for the public, no revision moves.
    pub async fn write_consent(
        &self,
        site: SiteId,
        number: u32,
        write: ConsentWrite,
        batch: &Batch,
    ) -> Result<Commit, StoreError> {
        admission::admit_consent(&write, batch)?;
        let commit = match &self.database {
            Database::Sqlite(store) => store.write_consent(site, number, write, batch).await?,
            Database::Postgres(store) => store.write_consent(site, number, write, batch).await?,
        };
        self.committed.send_replace(commit.revision);
        Ok(commit)
    }

    /// Erases the data of somebody for good: the values of the contact in all its states, and every occurrence of them in the
    /// texts of the subject. What remains is a stub that says when, by whom and why. All of it, or nothing.
    pub async fn erase(&self, request: &ErasureRequest) -> Result<ErasureDone, StoreError> {
        admission::admit_texts("erasure", [("by", Some(&request.by)), ("because", Some(&request.because))])?;
        let done = match &self.database {
            Database::Sqlite(store) => store.erase(request).await?,
            Database::Postgres(store) => store.erase(request).await?,
        };
        if !request.rehearse {
            self.committed.send_replace(done.revision);
        }
        Ok(done)
    }

    /// The stubs of what was erased, the earliest first.
    pub async fn erasures(&self) -> Result<Vec<ErasureStub>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.erasures().await?,
            Database::Postgres(store) => store.erasures().await?,
        };
        rows.into_iter().map(ErasureStub::try_from).collect()
    }
}
