//! The read model: one immutable value that holds everything public at one revision and answers every public question.
//!
//! A site has a *slot*; every index holds slots. A snapshot has two segments of them: the base, in which slots follow the
//! Hilbert curve, and what changed since the base was made, so that an edit costs no new base. The slot of a site of the base
//! that changed is *replaced*: it is in no bitmap any more. What is not public never gets here.
#![deny(missing_docs)]

mod alphabet;
mod beside;
mod build;
mod change_counts;
mod columns;
mod counting;
mod coverage;
mod differences;
mod facets;
mod features;
mod gaps;
mod later;
mod matching_regions;
mod natural_order;
mod nearest;
mod order;
mod packed_tree;
mod page;
mod past;
mod placed;
mod region_subject;
mod satisfying;
mod segment;
mod select;
mod site_subject;
mod slot_facts;
mod spatial;
mod statistics;
mod tally;
mod text_index;
mod unit_names;
mod units;

use std::sync::Arc;

use jiff::Timestamp;
use roaring::RoaringBitmap;

use crate::domain::{PublicSite, RegionId, SiteId, Vocabulary};
use crate::gazetteer::Gazetteer;
use crate::geography::Geography;
use crate::query::Catalogue;
use columns::Columns;
use order::LaterRanks;
use segment::Segment;
use unit_names::UnitNames;

pub use build::SnapshotSource;
pub use change_counts::{ChangeCounts, ChangeSummary};
pub use coverage::Reported;
pub use differences::{FactChange, PublicDifference};
pub use facets::FacetValue;
pub use gaps::{Gap, Gaps, ProvinceGaps};
pub use nearest::{Nearest, Neighbour};
pub use page::Page;
pub use statistics::{RowKey, Statistics, StatisticsRow};
pub use tally::Counts;

/// Everything public, at one revision.
pub struct Snapshot {
    revision: i64,
    /// The revision that was served when this was told: of a past state a later one.
    told_from: i64,
    /// Differs between databases, so that equal revisions of two of them are told apart.
    inventory_id: String,
    last_change: Option<Timestamp>,
    geography: Geography,
    vocabulary: Vocabulary,
    base: Arc<Segment>,
    /// What changed since the base was made.
    later: Segment,
    /// Slots of the base whose sites changed since, or are public no more.
    replaced: RoaringBitmap,
    /// The bitmaps over both segments.
    columns: Columns,
    /// The ranks of the values of the later segment among those of the base.
    later_ranks: LaterRanks,
    /// How many slots of the base come before each site of the later segment.
    later_places: Vec<u32>,
    /// The names of the units; the same in every snapshot that follows.
    unit_names: Arc<UnitNames>,
}

impl Snapshot {
    /// The revision of the inventory.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// Identifies the database the snapshot was read from.
    pub fn inventory_id(&self) -> &str {
        &self.inventory_id
    }

    /// When a public record last changed.
    pub fn last_change(&self) -> Option<Timestamp> {
        self.last_change
    }

    /// The administrative units and their shapes.
    pub fn geography(&self) -> &Geography {
        &self.geography
    }

    /// The administrative units.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.geography.gazetteer()
    }

    /// The code lists with their labels.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How many sites there are.
    pub fn len(&self) -> usize {
        self.columns.all().len() as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.columns.all().is_empty()
    }

    /// The site in a slot.
    pub fn site(&self, slot: u32) -> Option<&PublicSite> {
        self.segment(slot).site(slot)
    }

    /// The slot of a site.
    pub fn slot(&self, id: SiteId) -> Option<u32> {
        self.later.slot(id).or_else(|| self.base.slot(id).filter(|slot| !self.replaced.contains(*slot)))
    }

    /// The GeoJSON feature in a slot.
    pub fn feature(&self, slot: u32) -> Option<&[u8]> {
        self.segment(slot).feature(slot)
    }

    fn segment(&self, slot: u32) -> &Segment {
        if slot < self.later.first { &self.base } else { &self.later }
    }

    /// Slots of the sites in a unit, current or former.
    pub fn in_region(&self, id: RegionId) -> RoaringBitmap {
        self.columns.region(id).cloned().unwrap_or_default()
    }
}

impl Catalogue for Snapshot {
    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn has_region(&self, id: RegionId) -> bool {
        self.geography.gazetteer().region(id).is_some()
    }

    fn regions_named(&self, text: &str) -> Vec<String> {
        let units =
            self.geography.gazetteer().suggest(text, 3).into_iter().filter_map(|id| self.geography.gazetteer().region(id));
        units.map(|unit| format!("{} ({})", unit.id, unit.full_name)).collect()
    }
}
