//! What a public backup holds: the public records with their public facts, and nothing of how they came about.
use super::boundary::BoundaryRow;
use super::clock;
use super::commit::Commit;
use super::history_row::{BatchRow, ChangeRow, Place};
use super::inventory::Inventory;
use super::plan::PlannedChange;
use crate::domain::{Batch, BatchOrigin, Operation, Site, SiteFacts, SiteId, SitePrivacy, Term};
use jiff::Timestamp;
use std::collections::HashSet;

/// Gives the public form of a record, or nothing where it is not public.
pub type Publish<'a> = dyn Fn(Site) -> Option<Site> + Send + Sync + 'a;

/// In whose name the commits of a public backup stand.
const AUTHOR: &str = "agriatlas";

/// Everything public, at one revision.
pub(super) struct PublicContent {
    pub terms: Vec<Term>,
    pub sites: Vec<Site>,
    pub boundaries: Vec<BoundaryRow>,
    /// No site was changed later.
    made_at: Timestamp,
}

impl PublicContent {
    /// Leaves out what is not public; `publish` gives the public form of a record.
    pub fn of(inventory: Inventory, boundaries: Vec<BoundaryRow>, publish: &Publish<'_>) -> Self {
        let sites: Vec<Site> = inventory.sites.into_iter().filter_map(publish).collect();
        let known: HashSet<SiteId> = sites.iter().map(|site| site.id).collect();
        let public = |site: Site| Site { facts: public_facts(site.facts, &known), ..site };
        let sites: Vec<Site> = sites.into_iter().map(public).collect();
        let made_at = clock::not_before(sites.iter().map(|site| site.updated_at).max());
        Self { terms: inventory.vocabulary.all().to_vec(), sites, boundaries, made_at }
    }

    /// The commit that records sites and terms; `None` where there is nothing.
    pub fn first_batch(&self) -> Option<BatchRow> {
        let created: Vec<SiteId> = self.sites.iter().map(|site| site.id).collect();
        let commit = Commit { revision: 1, created, terms: self.terms.len(), ..Commit::default() };
        let batch = Batch::new(BatchOrigin::Seed, AUTHOR);
        (!self.sites.is_empty() || !self.terms.is_empty()).then(|| BatchRow::new(1, &batch, &commit, self.made_at))
    }

    /// The commit that records the shapes, after the first; `None` where all are the shipped ones.
    pub fn boundary_batch(&self) -> Option<BatchRow> {
        let commit = Commit { revision: 2, boundaries: self.boundaries.len(), ..Commit::default() };
        let batch = Batch::new(BatchOrigin::Boundaries, AUTHOR);
        (!self.boundaries.is_empty()).then(|| BatchRow::new(2, &batch, &commit, self.made_at))
    }

    /// The history: every site was recorded as it is.
    pub fn entries(sites: &[Site]) -> impl Iterator<Item = ChangeRow> {
        sites.iter().zip(0..).map(|(site, last_sequence)| {
            let mut place = Place { last_sequence, revision: 1, batch_id: 1, author: AUTHOR, changed_at: site.updated_at };
            place.next(PlannedChange { site: site.id, operation: Operation::Create, before: None, after: site.facts.clone() })
        })
    }
}

/// The facts of a public site that are public. Each is named: one that is added to [`SiteFacts`] must be decided about here.
fn public_facts(facts: SiteFacts, known: &HashSet<SiteId>) -> SiteFacts {
    let SiteFacts {
        kind,
        name,
        sector,
        subsector,
        technologies,
        certifications,
        area_ha,
        herd_size,
        members,
        established_year,
        revenue_vnd_per_year,
        status,
        address,
        placement,
        operator_id,
        abstract_text,
        sources,
        confidence,
        verified_on,
        // The facts are those everybody may know; who lifts the cover later lifts it from nothing.
        privacy: _,
    } = facts;
    SiteFacts {
        kind,
        name,
        sector,
        subsector,
        technologies,
        certifications,
        area_ha,
        herd_size,
        members,
        established_year,
        revenue_vnd_per_year,
        status,
        address,
        placement,
        // A record that is not public is not there to be referred to.
        operator_id: operator_id.filter(|operator| known.contains(operator)),
        abstract_text,
        sources,
        confidence,
        verified_on,
        privacy: SitePrivacy::default(),
    }
}
