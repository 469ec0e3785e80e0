//! Sort orders prepared once for each segment: for each key the place of every value, and the values to find a cursor's place.
use std::cmp::Ordering;
use std::collections::HashMap;

use super::Snapshot;
use super::alphabet::Alphabet;
use super::beside::beside;
use crate::domain::PublicSite;
use crate::query::{Sort, SortKey, SortValue};

/// The rank of a slot that lacks the value: last, in either direction.
const ABSENT: u64 = u64::MAX;
/// The position of a site that lacks the value.
const NOWHERE: u32 = u32::MAX;
/// Room between two values of the base for values that came later.
const LATER_BITS: u32 = 24;
/// With fewer sites threads cost more than they save.
const WORTH_THREADS: usize = 4_000;

/// The orders of every sort key among the sites of one segment.
pub(super) struct SortOrders {
    orders: HashMap<SortKey, SortOrder>,
    alphabet: Alphabet,
}

struct SortOrder {
    /// The position of each site's value among the distinct values, ascending; [`NOWHERE`] where it has none.
    positions: Vec<u32>,
    /// For each distinct value the index of a site that has it.
    bearers: Vec<u32>,
}

impl SortOrders {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let alphabet = Alphabet::new();
        let of_numbers = || {
            let keys = SortKey::ALL.iter().copied().filter(|key| *key != SortKey::Name);
            keys.map(|key| (key, SortOrder::of_numbers(sites, key))).collect::<Vec<_>>()
        };
        let (names, numbers) = beside(sites.len() > WORTH_THREADS, || SortOrder::of_names(sites, &alphabet), of_numbers);
        let orders = numbers.into_iter().chain([(SortKey::Name, names)]).collect();
        Self { orders, alphabet }
    }

    /// The place among the distinct values of a key of the value that a site has; `None` where it has none.
    fn position(&self, key: SortKey, index: usize) -> Option<u32> {
        let position = self.orders.get(&key)?.positions.get(index).copied()?;
        (position != NOWHERE).then_some(position)
    }

    /// Where a value stands among the distinct values of a key: odd where it is one of them, else even. `sites` are those the
    /// orders were made of.
    fn standing(&self, key: SortKey, wanted: &SortValue, sites: &[PublicSite]) -> u64 {
        let bearers = self.orders.get(&key).map(|order| order.bearers.as_slice()).unwrap_or_default();
        let compared = |bearer: &u32| {
            let own = sites.get(*bearer as usize);
            own.map_or(Ordering::Less, |public| compare(&value(public, key), wanted, &self.alphabet))
        };
        bearers.binary_search_by(compared).map_or_else(|gap| gap as u64 * 2, |position| position as u64 * 2 + 1)
    }
}

/// The ranks of the values of a later segment among those of the base.
#[derive(Default)]
pub(super) struct LaterRanks {
    /// For each key, the rank of every distinct value of the later segment.
    ranks: HashMap<SortKey, Vec<u64>>,
}

impl LaterRanks {
    pub(super) fn build(base: (&SortOrders, &[PublicSite]), later: (&SortOrders, &[PublicSite])) -> Self {
        let ranks = later.0.orders.iter().map(|(key, order)| {
            let bearers = order.bearers.iter().enumerate();
            let rank = |(place, bearer): (usize, &u32)| {
                let standing = |public| base.0.standing(*key, &value(public, *key), base.1);
                among(later.1.get(*bearer as usize).map_or(0, standing), place as u64 * 2 + 1)
            };
            (*key, bearers.map(rank).collect())
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
        let in_base = self.base.order.standing(sort.key, value, &self.base.sites);
        directed(among(in_base, self.later.order.standing(sort.key, value, &self.later.sites)), sort.descending)
    }
}

impl SortOrder {
    fn of_names(sites: &[PublicSite], alphabet: &Alphabet) -> Self {
        let mut keyed: Vec<((Vec<u8>, &str), u32)> =
            sites.iter().zip(0..).map(|(public, index)| (alphabet.key(&public.site.facts.name), index)).collect();
        keyed.sort_unstable();
        Self::of_sorted(sites.len(), keyed.iter().map(|((_, name), index)| (*name, *index)))
    }

    fn of_numbers(sites: &[PublicSite], key: SortKey) -> Self {
        let numbered = sites.iter().zip(0..).filter_map(|(public, index)| Some((number(public, key)?, index)));
        let mut numbered: Vec<(f64, u32)> = numbered.collect();
        numbered.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        Self::of_sorted(sites.len(), numbered.into_iter().map(|(number, index)| (number.to_bits(), index)))
    }

    /// Of values that come ascending, equal ones one after the other, each with the index of its site.
    fn of_sorted<V: PartialEq>(count: usize, valued: impl Iterator<Item = (V, u32)>) -> Self {
        let (mut positions, mut bearers) = (vec![NOWHERE; count], Vec::new());
        let mut last = None;
        for (value, index) in valued {
            if last.as_ref() != Some(&value) {
                bearers.push(index);
                last = Some(value);
            }
            if let Some(position) = positions.get_mut(index as usize) {
                *position = bearers.len() as u32 - 1;
            }
        }
        Self { positions, bearers }
    }
}

fn directed(rank: u64, descending: bool) -> u64 {
    if descending { ABSENT - 1 - rank } else { rank }
}

/// What a site is sorted by.
pub(super) fn value(public: &PublicSite, key: SortKey) -> SortValue {
    match key {
        SortKey::Name => SortValue::Text(public.site.facts.name.clone()),
        key => number(public, key).map_or(SortValue::Absent(()), SortValue::Number),
    }
}

/// The number a site is sorted by; none where it is sorted by text.
fn number(public: &PublicSite, key: SortKey) -> Option<f64> {
    let facts = &public.site.facts;
    match key {
        SortKey::Name => None,
        SortKey::Id => Some(f64::from(public.site.id.kind() as u32) * 1e10 + f64::from(public.site.id.number())),
        SortKey::EstablishedYear => facts.established_year.map(f64::from),
        SortKey::AreaHa => facts.area_ha,
        SortKey::HerdSize => facts.herd_size.map(f64::from),
        SortKey::Members => facts.members.map(f64::from),
        SortKey::RevenueVndPerYear => facts.revenue_vnd_per_year.map(|revenue| revenue as f64),
        SortKey::UpdatedAt => Some(public.site.updated_at.as_microsecond() as f64),
    }
}

fn compare(a: &SortValue, b: &SortValue, alphabet: &Alphabet) -> Ordering {
    match (a, b) {
        (SortValue::Number(a), SortValue::Number(b)) => a.total_cmp(b),
        (SortValue::Text(a), SortValue::Text(b)) => alphabet.compare(a, b),
        // A cursor whose value has another type than the key: any fixed place will do.
        (SortValue::Number(_), _) => Ordering::Less,
        (_, SortValue::Number(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
