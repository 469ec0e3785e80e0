//! Sites in slots that follow one another, with the indexes that are made once and never changed.
use std::collections::HashMap;

use jiff::Timestamp;

use super::beside::beside;
use super::columns::Columns;
use super::features::Features;
use super::order::SortOrders;
use super::slot_facts::SlotFacts;
use super::spatial::{SpatialIndex, curve};
use super::text_index::TextIndex;
use crate::domain::{PublicSite, SiteId, Vocabulary};

/// With fewer sites threads cost more than they save.
const WORTH_THREADS: usize = 4_000;

/// A run of slots: the base of a snapshot, or what changed since the base was made.
pub(super) struct Segment {
    /// The slot of its first site.
    pub first: u32,
    /// The sites in the order of place, then identifier; one for each slot.
    pub sites: Vec<PublicSite>,
    /// The slots by identifier.
    slots: HashMap<SiteId, u32>,
    features: Features,
    /// What is counted of each site.
    pub facts: SlotFacts,
    /// The bitmaps of this segment alone.
    pub columns: Columns,
    /// Words of everything a search may find a site by.
    pub text: TextIndex,
    /// Words of names.
    pub names: TextIndex,
    /// Where the sites are.
    pub spatial: SpatialIndex,
    /// The orders among the sites of this segment.
    pub order: SortOrders,
}

/// What sites of a snapshot are ordered by where nothing else is asked: the place along the curve, then the identifier.
pub(super) fn natural_key(public: &PublicSite) -> (u64, SiteId) {
    (curve(public.site.facts.placement.point), public.site.id)
}

impl Segment {
    /// Puts the sites into slots from `first` on.
    pub fn build(first: u32, mut sites: Vec<PublicSite>, vocabulary: &Vocabulary) -> Self {
        sites.sort_by_cached_key(natural_key);
        let apart = sites.len() > WORTH_THREADS;
        let words = || (TextIndex::of_everything(first, &sites, vocabulary), TextIndex::of_names(first, &sites));
        let places = || (SpatialIndex::build(first, &sites), SlotFacts::build(&sites));
        let slots = || (first..).zip(&sites).map(|(slot, public)| (public.site.id, slot)).collect();
        let (((text, names), (order, columns)), (features, ((spatial, facts), slots))) = beside(
            apart,
            || beside(apart, words, || (SortOrders::build(&sites), Columns::build(first, &sites))),
            || (Features::build(&sites), (places(), slots())),
        );
        Self { first, slots, features, facts, columns, text, names, spatial, order, sites }
    }

    /// The slot after the last.
    pub fn end(&self) -> u32 {
        self.first + self.sites.len() as u32
    }

    /// The place of a slot in the lists of this segment.
    pub fn index(&self, slot: u32) -> Option<usize> {
        slot.checked_sub(self.first).map(|index| index as usize)
    }

    /// The site in a slot.
    pub fn site(&self, slot: u32) -> Option<&PublicSite> {
        self.sites.get(self.index(slot)?)
    }

    /// The slot of a site.
    pub fn slot(&self, id: SiteId) -> Option<u32> {
        self.slots.get(&id).copied()
    }

    /// The GeoJSON feature in a slot.
    pub fn feature(&self, slot: u32) -> Option<&[u8]> {
        self.features.get(self.index(slot)?)
    }

    /// When a site of this segment last changed.
    pub fn last_change(&self) -> Option<Timestamp> {
        self.sites.iter().map(|public| public.site.updated_at).max()
    }

    /// How many sites come before a place in the natural order.
    pub fn before(&self, place: (u64, SiteId)) -> usize {
        self.sites.partition_point(|public| natural_key(public) < place)
    }
}
