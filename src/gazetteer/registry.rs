//! The gazetteer itself: the units, what became of them, their names, and the questions that need no more than those.
use super::error::GazetteerError;
use super::files::{GazetteerFiles, read_aliases, read_succession, read_units};
use super::names::{NameResolution, NameScope, Names, Rank, Search};
use super::reports::Reports;
use super::scope;
use super::spelling::Spelling;
use super::succession::Successions;
use super::suggestions::Suggestions;
use super::units::Units;
use crate::domain::{Division, Region, RegionId, RegionLevel, Succession};

/// Every administrative unit of Vietnam, current and former, by id and by name. Immutable.
#[derive(Debug)]
pub struct Gazetteer {
    pub(super) units: Units,
    pub(super) successions: Successions,
    names: Names,
    suggestions: Suggestions,
    reports: Reports,
}

impl Gazetteer {
    /// The gazetteer of the files that ship with the program.
    ///
    /// # Errors
    /// Where a shipped file is malformed, which the tests of this module rule out.
    pub fn shipped() -> Result<Self, GazetteerError> {
        Self::from_files(&GazetteerFiles::SHIPPED)
    }

    /// The gazetteer of these files.
    ///
    /// # Errors
    /// Names the first file and line that is malformed, lies outside Vietnam, repeats an id, or points to a unit that
    /// does not exist or has the wrong level; a former unit without exactly one default successor; or a report about a unit
    /// that does not exist.
    pub fn from_files(files: &GazetteerFiles<'_>) -> Result<Self, GazetteerError> {
        let units = Units::new(read_units(files.units)?)?;
        let successions = Successions::new(read_succession(files.succession)?, &units)?;
        let names = Names::new(&units, &read_aliases(files.aliases)?)?;
        let suggestions = Suggestions::new(&units, &names);
        let reports = Reports::new(files, &units)?;
        Ok(Self { units, successions, names, suggestions, reports })
    }

    /// The unit with that id.
    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.units.get(id)
    }

    /// Every unit, in the order of ids: current before former, provinces before districts before communes.
    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.units.all().iter()
    }

    /// The units whose parent it is, in the order of ids.
    pub fn children(&self, id: RegionId) -> impl Iterator<Item = &Region> {
        self.units.children(id)
    }

    /// The units it lies in, its parent first.
    pub fn ancestors(&self, id: RegionId) -> impl Iterator<Item = &Region> {
        self.units.ancestors(id)
    }

    /// What a former unit became, the defaults first, then by name; empty for current units.
    ///
    /// A former district became what its communes became: `Whole` where no commune went there in part only,
    /// default where it is the default of some commune.
    pub fn successors(&self, id: RegionId) -> Vec<Succession> {
        self.successions.successors(id, &self.units)
    }

    /// What a current unit came from, those first that default to it, then by name; empty for former units.
    ///
    /// The former units have its own level, except the five island districts that had no communes.
    pub fn predecessors(&self, id: RegionId) -> Vec<Succession> {
        self.successions.predecessors(id, &self.units)
    }

    /// What was officially reported about units.
    pub fn reports(&self) -> &Reports {
        &self.reports
    }

    /// The units of a level in a division that share ground with a unit: it, what lies in it, what it lies in, and those of
    /// the other division by succession.
    pub fn overlapping(&self, id: RegionId, division: Division, level: RegionLevel) -> Vec<RegionId> {
        scope::overlapping(id, division, level, &self.units, &self.successions)
    }

    /// The unit of the other division with exactly the same ground, where there is one.
    pub fn same_ground(&self, id: RegionId) -> Option<RegionId> {
        scope::same_ground(id, &self.successions)
    }

    /// What a written name stands for: old or new, with or without type word, tones and spaces.
    ///
    /// The most exact spelling that any unit answers to decides. A text without any mark may have been typed without
    /// tones, so there `Thanh An` stands for `Thạnh An` too.
    pub fn resolve_name(&self, name: &str, scope: NameScope) -> NameResolution {
        let accents_meant = Spelling::of(name).has_marks();
        match self.search(Search { text: name, scope, accents_meant, prefer: None }) {
            None => NameResolution::Unknown,
            Some((_, ids)) => match ids.as_slice() {
                [only] => NameResolution::Found(*only),
                _ => NameResolution::Ambiguous(ids),
            },
        }
    }

    /// At most `limit` units for what has been typed so far, the likeliest first.
    pub fn suggest(&self, query: &str, limit: usize) -> Vec<RegionId> {
        if let Some(unit) = query.trim().parse().ok().and_then(|id| self.units.get(id)) {
            let others = self.suggestions.matching(query, limit).into_iter().filter(|id| *id != unit.id);
            return std::iter::once(unit.id).chain(others).take(limit).collect();
        }
        let mut found = self.suggestions.matching(query, limit);
        if found.is_empty() {
            found = match self.resolve_name(query, NameScope::default()) {
                NameResolution::Found(id) => vec![id],
                NameResolution::Ambiguous(ids) => ids,
                NameResolution::Unknown => Vec::new(),
            };
        }
        found.truncate(limit);
        found
    }

    pub(super) fn search(&self, search: Search<'_>) -> Option<(Rank, Vec<RegionId>)> {
        self.names.search(search, &self.units, &self.successions)
    }
}
