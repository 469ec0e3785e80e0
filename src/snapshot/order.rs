//! Sort orders prepared once for each segment: for each key the place of every value, and the values to find a cursor's place.
use std::cmp::Ordering;
use std::collections::HashMap;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use super::Snapshot;
use crate::domain::PublicSite;
use crate::query::{Sort, SortKey, SortValue};

/// The rank of a slot that lacks the value: last, in either direction.
const ABSENT: u64 = u64::MAX;

/// Room between two values of the base for values that came later.
const LATER_BITS: u32 = 24;

/// The orders of every sort key among the sites of one segment.
pub(super) struct SortOrders {
    orders: HashMap<SortKey, SortOrder>,
    collator: Option<CollatorBorrowed<'static>>,
}

struct SortOrder {
    /// Position in `values` of each site's value; `u32::MAX` where it has none.
    positions: Vec<u32>,
    /// The distinct values, ascending.
    values: Vec<SortValue>,
}

impl SortOrders {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let collator = Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok();
        let orders = SortKey::ALL.iter().map(|key| (*key, SortOrder::build(sites, *key, collator.as_ref()))).collect();
        Self { orders, collator }
    }

    /// Which of two names comes first in Vietnamese alphabetical order.
    pub(super) fn compare_names(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b)).then_with(|| a.cmp(b))
    }

    /// The place among the distinct values of a key of the value that a site has; `None` where it has none.
    fn position(&self, key: SortKey, index: usize) -> Option<u32> {
        let position = self.orders.get(&key)?.positions.get(index).copied()?;
        (position != u32::MAX).then_some(position)
    }

    /// Where a value stands among the distinct values of a key: odd where it is one of them, else even.
    fn standing(&self, key: SortKey, value: &SortValue) -> u64 {
        let values = self.orders.get(&key).map(|order| order.values.as_slice()).unwrap_or_default();
        let found = values.binary_search_by(|candidate| compare(candidate, value, self.collator.as_ref()));
        found.map_or_else(|insertion| insertion as u64 * 2, |position| position as u64 * 2 + 1)
    }
}

/// The ranks of the values of a later segment among those of the base.
pub(super) struct LaterRanks {
    /// For each key, the rank of every distinct value of the later segment.
    ranks: HashMap<SortKey, Vec<u64>>,
}

impl LaterRanks {
    pub(super) fn build(base: &SortOrders, later: &SortOrders) -> Self {
        let rank = |key: SortKey, (place, value): (usize, &SortValue)| among(base.standing(key, value), place as u64 * 2 + 1);
        let ranks = later.orders.iter().map(|(key, order)| {
            let values = order.values.iter().enumerate();
            (*key, values.map(|entry| rank(*key, entry)).collect())
        });
        Self { ranks: ranks.collect() }
    }
}

/// The rank of a value that stands so in the base, and so in the later segment.
fn among(in_base: u64, in_later: u64) -> u64 {
    let is_in_base = in_base % 2 == 1;
    (in_base << LATER_BITS) | if is_in_base { 0 } else { in_later }
}

impl Snapshot {
    /// The place of a slot in an order; smaller comes first.
    pub(super) fn rank(&self, sort: Sort, slot: u32) -> u64 {
        let rank = match self.later.index(slot) {
            None => self.base.order.position(sort.key, slot as usize).map(|position| among(u64::from(position) * 2 + 1, 0)),
            Some(index) => {
                let position = self.later.order.position(sort.key, index);
                position.and_then(|position| self.later_ranks.ranks.get(&sort.key)?.get(position as usize).copied())
            }
        };
        rank.map_or(ABSENT, |rank| directed(rank, sort.descending))
    }

    /// The place of a value in an order, also of one that no slot has any more.
    pub(super) fn rank_of(&self, sort: Sort, value: &SortValue) -> u64 {
        if matches!(value, SortValue::Absent(())) {
            return ABSENT;
        }
        let in_base = self.base.order.standing(sort.key, value);
        directed(among(in_base, self.later.order.standing(sort.key, value)), sort.descending)
    }
}

impl SortOrder {
    fn build(sites: &[PublicSite], key: SortKey, collator: Option<&CollatorBorrowed<'static>>) -> Self {
        let mut valued: Vec<(SortValue, u32)> = sites.iter().zip(0..).map(|(public, slot)| (value(public, key), slot)).collect();
        valued.retain(|(value, _)| !matches!(value, SortValue::Absent(())));
        valued.sort_by(|a, b| compare(&a.0, &b.0, collator));
        let mut positions = vec![u32::MAX; sites.len()];
        let mut values: Vec<SortValue> = Vec::new();
        for (value, slot) in valued {
            if values.last().is_none_or(|last| compare(last, &value, collator).is_ne()) {
                values.push(value);
            }
            if let Some(position) = positions.get_mut(slot as usize) {
                *position = values.len() as u32 - 1;
            }
        }
        Self { positions, values }
    }
}

fn directed(rank: u64, descending: bool) -> u64 {
    if descending { ABSENT - 1 - rank } else { rank }
}

/// What a site is sorted by.
pub(super) fn value(public: &PublicSite, key: SortKey) -> SortValue {
    let facts = &public.site.facts;
    let number = |value: Option<f64>| value.map_or(SortValue::Absent(()), SortValue::Number);
    match key {
        SortKey::Name => SortValue::Text(facts.name.clone()),
        SortKey::Id => SortValue::Number(f64::from(public.site.id.kind() as u32) * 1e10 + f64::from(public.site.id.number())),
        SortKey::EstablishedYear => number(facts.established_year.map(f64::from)),
        SortKey::AreaHa => number(facts.area_ha),
        SortKey::HerdSize => number(facts.herd_size.map(f64::from)),
        SortKey::Members => number(facts.members.map(f64::from)),
        SortKey::RevenueVndPerYear => number(facts.revenue_vnd_per_year.map(|revenue| revenue as f64)),
        SortKey::UpdatedAt => number(Some(public.site.updated_at.as_microsecond() as f64)),
    }
}

fn compare(a: &SortValue, b: &SortValue, collator: Option<&CollatorBorrowed<'static>>) -> Ordering {
    match (a, b) {
        (SortValue::Number(a), SortValue::Number(b)) => a.total_cmp(b),
        (SortValue::Text(a), SortValue::Text(b)) => {
            collator.map_or(Ordering::Equal, |collator| collator.compare(a, b)).then_with(|| a.cmp(b))
        }
        // A cursor whose value has another type than the key: any fixed place will do.
        (SortValue::Number(_), _) => Ordering::Less,
        (_, SortValue::Number(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
