//! Statistics: the sites of a filter counted by unit, sector, technology or year, beside what was reported.
use std::collections::HashMap;
use std::fmt;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::counting::PlaceTallies;
use super::coverage::{self, Reported};
use super::tally::Counts;
use crate::domain::{Division, Indicator, Language, Message, RegionId, RegionLevel, Sector, Term, VocabularyName};
use crate::query::{Filter, StatisticsKey, StatisticsQuery};

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKey {
    /// A unit.
    Region(RegionId),
    /// A sector.
    Sector(Sector),
    /// A technology, by its code.
    Technology(String),
    /// A year of establishment.
    Year(i16),
}

impl fmt::Display for RowKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region(id) => id.fmt(formatter),
            Self::Sector(sector) => sector.fmt(formatter),
            Self::Technology(code) => formatter.write_str(code),
            Self::Year(year) => year.fmt(formatter),
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticsRow {
    /// What it is about; `None` for the sites of which it is not known, and for the total.
    pub key: Option<RowKey>,
    /// What it is about, in words.
    pub label: String,
    /// The units above a unit, finest first.
    pub parent: Option<String>,
    /// Our counts under the filter.
    pub counts: Counts,
    /// Every reported total of it, newest first.
    pub reported: Vec<Reported>,
    /// The one that coverage is told by.
    pub coverage: Option<Reported>,
    /// The indicators reported for it.
    pub indicators: Vec<Indicator>,
}

/// The rows and their total.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Units in the order of their names, terms in the order of the vocabulary, years ascending; last, without a key, the
    /// sites of which it is not known.
    pub rows: Vec<StatisticsRow>,
    /// All sites of the filter, with what was reported for its region where it names exactly one.
    pub total: StatisticsRow,
}

impl Snapshot {
    /// The statistics a query asks for.
    pub fn statistics(&self, query: &StatisticsQuery, language: Language) -> Statistics {
        let base = self.selected(&query.filter);
        let places = self.tally_places(&base);
        let total = Message::new("Tổng cộng", "Total").in_language(language).to_owned();
        let counts = places.total().into();
        let total = StatisticsRow { counts, ..self.home_row(&query.filter, total) };
        let rows = match (query.units(), query.by) {
            (Some((division, level)), _) => self.unit_rows(query, &places, division, level, language),
            (None, StatisticsKey::Sector) => self.sector_rows(query, &base, &total, language),
            (None, StatisticsKey::Technology) => self.technology_rows(query, &base, language),
            (None, _) => self.year_rows(query, &base, language),
        };
        Statistics { rows, total }
    }

    /// A row with what was reported for the only region of the filter.
    fn home_row(&self, filter: &Filter, label: String) -> StatisticsRow {
        let mut row = plain_row(None, label, Counts::default());
        if let [home] = filter.regions.as_slice() {
            row.reported = self.reported(*home);
            row.coverage = coverage_under(filter, &row.reported);
            row.indicators = self.indicators(*home);
        }
        row
    }

    fn unit_rows(
        &self,
        query: &StatisticsQuery,
        places: &PlaceTallies<'_>,
        division: Division,
        level: RegionLevel,
        language: Language,
    ) -> Vec<StatisticsRow> {
        let mut tally = places.by_unit(division, level);
        let unknown = tally.remove(&None).map(Counts::from);
        let mut ids = self.units_asked(&query.filter, division, level);
        ids.extend(tally.keys().flatten());
        ids.retain(|id| query.with_zeros || tally.contains_key(&Some(*id)) || self.has_reports(*id));
        let row = |unit: &crate::domain::Region| {
            let reported = self.reported(unit.id);
            StatisticsRow {
                parent: self.names_above(unit.id),
                coverage: coverage_under(&query.filter, &reported),
                reported,
                indicators: self.indicators(unit.id),
                ..plain_row(
                    Some(RowKey::Region(unit.id)),
                    unit.full_name.clone(),
                    tally.get(&Some(unit.id)).copied().unwrap_or_default().into(),
                )
            }
        };
        let rows = self.in_order_of_names(ids).into_iter().map(row);
        rows.chain(unknown.map(|counts| unknown_row(counts, language))).collect()
    }

    fn sector_rows(
        &self,
        query: &StatisticsQuery,
        base: &RoaringBitmap,
        total: &StatisticsRow,
        language: Language,
    ) -> Vec<StatisticsRow> {
        let tally = self.tally(base, |facts| [Some(facts.sector)]);
        let row = |sector: Sector| {
            let of_sector = |one: &&Reported| one.report.sector == Some(sector);
            let reported: Vec<Reported> = total.reported.iter().filter(of_sector).cloned().collect();
            let filter = Filter { sectors: vec![sector], ..query.filter.clone() };
            let label = self.vocabulary.label(VocabularyName::Sector, sector.code(), language).to_owned();
            StatisticsRow {
                coverage: coverage_under(&filter, &reported),
                reported,
                indicators: total.indicators.iter().filter(|one| one.sector == Some(sector)).cloned().collect(),
                ..plain_row(Some(RowKey::Sector(sector)), label, tally.get(&Some(sector)).cloned().unwrap_or_default())
            }
        };
        let rows = Sector::ALL.iter().map(|sector| row(*sector));
        rows.filter(|row| query.with_zeros || row.counts.total > 0 || !row.reported.is_empty()).collect()
    }

    fn technology_rows(&self, query: &StatisticsQuery, base: &RoaringBitmap, language: Language) -> Vec<StatisticsRow> {
        let mut tally = self.tally(base, |facts| {
            let codes = facts.technologies.iter().map(|code| Some(code.as_str()));
            codes.chain(facts.technologies.is_empty().then_some(None))
        });
        let unknown = tally.remove(&None);
        let known = |term: &Term| (term.code.clone(), term.label(language).to_owned());
        let mut terms: Vec<(String, String)> = self.vocabulary.terms(VocabularyName::Technology).map(known).collect();
        // Whatever a record holds is counted, so that no site is missing from the rows.
        let strange = |code: &&str| self.vocabulary.find(VocabularyName::Technology, code).is_none();
        let mut others: Vec<&str> = tally.keys().flatten().copied().filter(strange).collect();
        others.sort_unstable();
        terms.extend(others.into_iter().map(|code| (code.to_owned(), code.to_owned())));
        let rows = terms.into_iter().map(|(code, label)| {
            let counts = tally.get(&Some(code.as_str())).cloned().unwrap_or_default();
            plain_row(Some(RowKey::Technology(code)), label, counts)
        });
        let rows = rows.filter(|row| query.with_zeros || row.counts.total > 0);
        rows.chain(unknown.map(|counts| unknown_row(counts, language))).collect()
    }

    /// With zeros: every year between the first and the last.
    fn year_rows(&self, query: &StatisticsQuery, base: &RoaringBitmap, language: Language) -> Vec<StatisticsRow> {
        let mut tally: HashMap<Option<i16>, Counts> = self.tally(base, |facts| [facts.established_year]);
        let unknown = tally.remove(&None);
        let mut years: Vec<i16> = tally.keys().flatten().copied().collect();
        years.sort_unstable();
        if let (true, Some(first), Some(last)) = (query.with_zeros, years.first().copied(), years.last().copied()) {
            years = (first..=last).collect();
        }
        let rows = years.into_iter().map(|year| {
            let counts = tally.get(&Some(year)).cloned().unwrap_or_default();
            plain_row(Some(RowKey::Year(year)), year.to_string(), counts)
        });
        rows.chain(unknown.map(|counts| unknown_row(counts, language))).collect()
    }
}

fn coverage_under(filter: &Filter, reported: &[Reported]) -> Option<Reported> {
    let kind = if let [kind] = filter.kinds.as_slice() { Some(*kind) } else { None };
    let sector = if let [sector] = filter.sectors.as_slice() { Some(*sector) } else { None };
    coverage::telling(reported, kind, sector).cloned()
}

fn plain_row(key: Option<RowKey>, label: String, counts: Counts) -> StatisticsRow {
    StatisticsRow { key, label, parent: None, counts, reported: Vec::new(), coverage: None, indicators: Vec::new() }
}

fn unknown_row(counts: Counts, language: Language) -> StatisticsRow {
    plain_row(None, Message::new("Không rõ", "Unknown").in_language(language).to_owned(), counts)
}
