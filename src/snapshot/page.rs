//! One page of the sites that match, in any order, from an offset or a cursor.
use roaring::RoaringBitmap;

use super::{Snapshot, order, segment, spatial};
use crate::query::{Anchor, Cursor, ItemsQuery, PageStart, Sort};

/// A page of sites.
pub struct Page {
    /// All sites that match.
    pub matched: u64,
    /// Slots of this page, in order.
    pub slots: Vec<u32>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
    /// Where the page before is, if there is one.
    pub previous: Option<PageStart>,
}

impl Snapshot {
    /// A page of the sites that match.
    pub fn page(&self, query: &ItemsQuery) -> Page {
        let matches = self.selected(&query.filter);
        let total = matches.len() as usize;
        let (start, length) = match &query.start {
            PageStart::Offset(offset) => ((*offset).min(total), query.limit),
            PageStart::Cursor(cursor) if cursor.backward => {
                let end = self.count_before(&matches, &query.sort, &cursor.anchor, false);
                (end.saturating_sub(query.limit), query.limit.min(end))
            }
            PageStart::Cursor(cursor) => (self.count_before(&matches, &query.sort, &cursor.anchor, true), query.limit),
        };
        let slots = self.ordered(&matches, &query.sort, start, length);
        let cursor = |slot: Option<&u32>, backward| {
            let anchor = self.anchor(*slot?, &query.sort)?;
            Some(Cursor::new(&query.filter, &query.sort, backward, anchor))
        };
        Page {
            matched: matches.len(),
            next: if start + slots.len() < total { cursor(slots.last(), false) } else { None },
            previous: match (start, slots.first()) {
                (0, _) => None,
                // Beyond the end the last page is the one before.
                (_, None) => Some(PageStart::Offset(total.saturating_sub(query.limit))),
                (_, first) => cursor(first, true).map(PageStart::Cursor),
            },
            slots,
        }
    }

    /// Every site that matches, in order.
    pub fn all_in_order(&self, matches: &RoaringBitmap, sort: &[Sort]) -> Vec<u32> {
        self.ordered(matches, sort, 0, matches.len() as usize)
    }

    fn ordered(&self, matches: &RoaringBitmap, sort: &[Sort], start: usize, length: usize) -> Vec<u32> {
        if sort.is_empty() {
            return self.in_natural_order_from(matches, start).take(length).collect();
        }
        let placed = |slot| (self.natural_place(slot), slot);
        match sort {
            // By far the most asked; a key that is one number needs no memory of its own.
            [only] => part_in_order(matches.iter().map(|slot| (self.rank(*only, slot), placed(slot))), start, length),
            _ => part_in_order(matches.iter().map(|slot| (self.ranks(sort, slot), placed(slot))), start, length),
        }
    }

    /// How many matches come before the anchor, or before and at it.
    fn count_before(&self, matches: &RoaringBitmap, sort: &[Sort], anchor: &Anchor, including: bool) -> usize {
        let slot =
            self.slot(anchor.id).filter(|slot| self.site(*slot).map(segment::natural_key) == Some((anchor.curve, anchor.id)));
        // What stands before this place comes before the anchor where the sort values are equal.
        let bound = match slot.filter(|_| including) {
            Some(slot) => self.natural_place(slot) + 1,
            None => self.natural_place_of((anchor.curve, anchor.id)),
        };
        if sort.is_empty() {
            return self.count_before_place(matches, bound);
        }
        let ranks: Vec<u64> = sort.iter().zip(&anchor.values).map(|(sort, value)| self.rank_of(*sort, value)).collect();
        let is_before = |slot: u32| {
            let own = sort.iter().map(|sort| self.rank(*sort, slot));
            own.cmp(ranks.iter().copied()).then_with(|| self.natural_place(slot).cmp(&bound)).is_lt()
        };
        matches.iter().filter(|slot| is_before(*slot)).count()
    }

    fn ranks(&self, sort: &[Sort], slot: u32) -> Vec<u64> {
        sort.iter().map(|sort| self.rank(*sort, slot)).collect()
    }

    fn anchor(&self, slot: u32, sort: &[Sort]) -> Option<Anchor> {
        let public = self.site(slot)?;
        Some(Anchor {
            values: sort.iter().map(|sort| order::value(public, sort.key)).collect(),
            curve: spatial::curve(public.site.facts.placement.point),
            id: public.site.id,
        })
    }
}

/// The slots from a position on, at most so many, in the order of their keys and places.
fn part_in_order<K: Ord>(keyed: impl Iterator<Item = (K, (u64, u32))>, start: usize, length: usize) -> Vec<u32> {
    let mut keyed: Vec<(K, (u64, u32))> = keyed.collect();
    let end = start.saturating_add(length).min(keyed.len());
    if start >= end {
        return Vec::new();
    }
    // Only the page itself needs a full sort.
    if end < keyed.len() {
        keyed.select_nth_unstable(end);
        keyed.truncate(end);
    }
    if start > 0 {
        keyed.select_nth_unstable(start);
        keyed.drain(..start);
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, (_, slot))| slot).collect()
}
