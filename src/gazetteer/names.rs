//! From a written name to the units that bear it, the most alike first.
use std::collections::HashMap;

use super::error::GazetteerError;
use super::files::{ALIASES, Alias, Row, wrong};
use super::scope::{Containment, containment};
use super::short_names::SHORT_NAMES;
use super::spelling::{Likeness, Spelling, TEXT_MAX};
use super::succession::Successions;
use super::type_word::{Reading, TypeWord, readings};
use super::units::Units;
use crate::domain::{Division, Message, RegionId, RegionLevel};

/// Where to look for a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameScope {
    /// Only units that lie in this one, or overlap it across the change of 2025.
    pub within: Option<RegionId>,
    /// Only units of this level.
    pub level: Option<RegionLevel>,
    /// Only units of this division.
    pub division: Option<Division>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameResolution {
    /// Exactly this unit.
    Found(RegionId),
    /// Several units, at least two, each of which bears the name as it was written; in the order of their ids.
    Ambiguous(Vec<RegionId>),
    /// No unit.
    Unknown,
}

/// How well a unit answers to a written name, the best first. The spelling weighs more than the type word:
/// a xã becomes a thị trấn and keeps its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub likeness: Likeness,
    pub contradicts_type: bool,
    pub remote: bool,
}

/// A name to look for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub text: &'a str,
    pub scope: NameScope,
    /// Whether the writer uses accents, here or nearby; otherwise a text without any may stand for every accent.
    pub accents_meant: bool,
    /// The division that wins among equals; without one, direct containment wins over succession.
    pub prefer: Option<Division>,
}

/// One name of one unit.
#[derive(Debug)]
struct Name {
    unit: RegionId,
    /// `None` for short names of provinces, which stand with either type word.
    kind: Option<TypeWord>,
    spelling: Spelling,
    /// The next name with the same loose key.
    next: Option<u32>,
}

/// Every name of every unit, found by its loose key.
#[derive(Debug)]
pub(super) struct Names {
    names: Vec<Name>,
    first_by_key: HashMap<String, u32>,
}

impl Names {
    pub fn new(units: &Units, aliases: &[Row<Alias>]) -> Result<Self, GazetteerError> {
        let mut names = Self { names: Vec::new(), first_by_key: HashMap::with_capacity(units.all().len()) };
        for region in units.all() {
            names.add(region.id, TypeWord::of(&region.type_word), Spelling::of(&region.name));
        }
        for row in aliases {
            let (kind, name) = check_alias(row, units)?;
            names.add(row.value.became, Some(kind), name);
        }
        for (name, ids) in SHORT_NAMES {
            let known = ids.iter().filter_map(|id| id.parse().ok()).filter(|id| units.get(*id).is_some());
            known.for_each(|id| names.add(id, None, Spelling::of(name)));
        }
        Ok(names)
    }

    fn add(&mut self, unit: RegionId, kind: Option<TypeWord>, spelling: Spelling) {
        let Ok(at) = u32::try_from(self.names.len()) else { return };
        let next = self.first_by_key.insert(spelling.loose_key(), at);
        self.names.push(Name { unit, kind, spelling, next });
    }

    /// Every name and its unit.
    pub fn all(&self) -> impl Iterator<Item = (RegionId, &Spelling)> {
        self.names.iter().map(|name| (name.unit, &name.spelling))
    }

    fn with_key(&self, key: &str) -> impl Iterator<Item = &Name> {
        let at = |at: Option<u32>| at.and_then(|at| self.names.get(at as usize));
        std::iter::successors(at(self.first_by_key.get(key).copied()), move |name| at(name.next))
    }

    /// The units that answer best to the name, in the order of their ids, and how well they do.
    pub fn search(&self, search: Search<'_>, units: &Units, successions: &Successions) -> Option<(Rank, Vec<RegionId>)> {
        if search.text.chars().nth(TEXT_MAX).is_some() {
            return None;
        }
        let mut best: Option<(Rank, Vec<RegionId>)> = None;
        for reading in readings(search.text) {
            for name in self.with_key(&reading.name.loose_key()) {
                let Some(rank) = rank(name, &reading, search, units, successions) else { continue };
                match &mut best {
                    Some((found, _)) if rank > *found => {}
                    Some((found, ids)) if rank == *found => ids.push(name.unit),
                    _ => best = Some((rank, vec![name.unit])),
                }
            }
        }
        best.map(|(rank, mut ids)| {
            ids.sort_unstable();
            ids.dedup();
            (rank, ids)
        })
    }
}

fn rank(name: &Name, reading: &Reading, search: Search<'_>, units: &Units, successions: &Successions) -> Option<Rank> {
    let Search { scope, prefer, accents_meant, .. } = search;
    let contradicts_type = reading.contradicts(name.kind);
    let fits = scope.level.is_none_or(|level| level == name.unit.level())
        && scope.division.is_none_or(|division| division == name.unit.division())
        && !(reading.glued && contradicts_type);
    if !fits {
        return None;
    }
    let contained = match scope.within {
        None => Containment::Direct,
        Some(within) => containment(name.unit, within, units, successions)?,
    };
    let remote = prefer.map_or(contained == Containment::BySuccession, |division| division != name.unit.division());
    let likeness = reading.name.likeness(&name.spelling, accents_meant);
    // A unit of another type than was written does not win by a space alone: “H.ĐaKrông” is not Xã Đakrông.
    let likeness = if reading.glued || contradicts_type { likeness.as_joined() } else { likeness };
    Some(Rank { likeness, contradicts_type, remote })
}

/// An alias lies in the district of the commune it went to and is named as that commune is.
fn check_alias(row: &Row<Alias>, units: &Units) -> Result<(TypeWord, Spelling), GazetteerError> {
    let Alias { full_name, parent, became, became_name } = &row.value;
    let became_fits = units.get(*became).is_some_and(|unit| unit.parent == Some(*parent) && unit.name == *became_name);
    let read = readings(full_name).into_iter().find_map(|reading| {
        let kind = reading.types.first().copied().filter(|kind| kind.is_communal())?;
        Some((kind, reading.name))
    });
    match read {
        Some(read) if became_fits => Ok(read),
        _ => Err(wrong(
            ALIASES,
            row,
            Message::new(
                format!("“{full_name}”: không có loại xã, hoặc {became} không phải {became_name} thuộc {parent}"),
                format!("“{full_name}”: no commune type, or {became} is not {became_name} in {parent}"),
            ),
        )),
    }
}
