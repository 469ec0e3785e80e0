//! Sort orders prepared once: for each key the rank of every slot, and the distinct values to find a cursor's place.
use std::cmp::Ordering;
use std::collections::HashMap;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::domain::PublicSite;
use crate::query::{Sort, SortKey, SortValue};

/// The rank of a slot that lacks the value: last, in either direction.
const ABSENT: u64 = u64::MAX;

/// The orders of every sort key.
pub(super) struct SortOrders {
    orders: HashMap<SortKey, SortOrder>,
    collator: Option<CollatorBorrowed<'static>>,
}

struct SortOrder {
    /// Position in `values` of each slot's value; `u32::MAX` where it has none.
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

    /// The place of a slot in an order; smaller comes first.
    pub(super) fn rank(&self, sort: Sort, slot: u32) -> u64 {
        let position = self.orders.get(&sort.key).and_then(|order| order.positions.get(slot as usize)).copied();
        match position {
            None | Some(u32::MAX) => ABSENT,
            // Odd, so that a value that is no longer there fits before, between and after.
            Some(position) => directed(u64::from(position) * 2 + 1, sort.descending),
        }
    }

    /// The place of a value in an order, also of one that no slot has any more.
    pub(super) fn rank_of(&self, sort: Sort, value: &SortValue) -> u64 {
        if matches!(value, SortValue::Absent(())) {
            return ABSENT;
        }
        let values = self.orders.get(&sort.key).map(|order| order.values.as_slice()).unwrap_or_default();
        let found = values.binary_search_by(|candidate| compare(candidate, value, self.collator.as_ref()));
        let rank = found.map_or_else(|insertion| insertion as u64 * 2, |position| position as u64 * 2 + 1);
        directed(rank, sort.descending)
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
