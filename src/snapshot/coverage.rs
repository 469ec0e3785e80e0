//! Our own counts beside the reported ones: every reported total of a unit, and the one that coverage is told by.
use std::cmp::Reverse;

use roaring::RoaringBitmap;

use super::Snapshot;
use crate::domain::{Indicator, RegionId, ReportedTotal, Sector, SiteKind, VocabularyName};

/// A reported total beside our own count of the same region, kind and sector.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// What was reported.
    pub report: ReportedTotal,
    /// How many such sites we have, whatever else a filter asks.
    pub ours: u64,
    /// Ours by reported; `None` where none were reported.
    pub ratio: Option<f64>,
    /// Whether nothing newer was reported for this kind and sector.
    pub is_latest: bool,
}

impl Snapshot {
    /// Every total reported for a unit, newest first, also what was reported for the same ground under its other id.
    pub(super) fn reported(&self, region: RegionId) -> Vec<Reported> {
        let reports = self.gazetteer().reports();
        let mut totals: Vec<&ReportedTotal> = self.ids_of_ground(region).flat_map(|id| reports.totals_of(id)).collect();
        totals.sort_by_key(|total| Reverse(total.as_of.last_day()));
        let newest = |total: &ReportedTotal| {
            let same = totals.iter().find(|other| (other.kind, other.sector) == (total.kind, total.sector));
            same.is_some_and(|newest| newest.as_of.last_day() == total.as_of.last_day())
        };
        let beside = |total: &&ReportedTotal| {
            let ours = self.count_of(region, total.kind, total.sector);
            let ratio = (total.count > 0).then(|| ours as f64 / f64::from(total.count));
            Reported { report: (*total).clone(), ours, ratio, is_latest: newest(total) }
        };
        totals.iter().map(beside).collect()
    }

    /// Whether any total was reported for a unit.
    pub(super) fn has_reports(&self, region: RegionId) -> bool {
        let reports = self.gazetteer().reports();
        self.ids_of_ground(region).any(|id| !reports.totals_of(id).is_empty())
    }

    /// The indicators reported for a unit.
    pub(super) fn indicators(&self, region: RegionId) -> Vec<Indicator> {
        let reports = self.gazetteer().reports();
        self.ids_of_ground(region).flat_map(|id| reports.indicators_of(id)).cloned().collect()
    }

    /// The unit and the one of the other division that is the same but for its id.
    fn ids_of_ground(&self, region: RegionId) -> impl Iterator<Item = RegionId> + use<> {
        std::iter::once(region).chain(self.gazetteer().same_ground(region))
    }

    fn count_of(&self, region: RegionId, kind: SiteKind, sector: Option<Sector>) -> u64 {
        let empty = RoaringBitmap::new();
        let term = |list, code| self.columns.term(list, code).unwrap_or(&empty);
        let of_kind = self.columns.region(region).unwrap_or(&empty) & term(VocabularyName::Kind, kind.code());
        match sector {
            Some(sector) => of_kind.intersection_len(term(VocabularyName::Sector, sector.code())),
            None => of_kind.len(),
        }
    }
}

/// The total that coverage is told by, of totals newest first: the latest of the asked kind (models, where none is asked)
/// and sector; else the latest of models of all sectors; else the latest of all sectors.
pub(super) fn telling(reported: &[Reported], kind: Option<SiteKind>, sector: Option<Sector>) -> Option<&Reported> {
    let find = |kind: Option<SiteKind>, sector: Option<Sector>| {
        reported.iter().find(|one| kind.is_none_or(|kind| one.report.kind == kind) && one.report.sector == sector)
    };
    let asked = find(Some(kind.unwrap_or(SiteKind::Model)), sector).or_else(|| find(kind, sector));
    asked.or_else(|| find(Some(SiteKind::Model), None)).or_else(|| find(None, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ReportKind;

    fn reported(as_of: &str, kind: SiteKind, sector: Option<Sector>) -> Reported {
        let report = ReportedTotal {
            as_of: as_of.parse().unwrap(),
            region: "01".parse().unwrap(),
            kind,
            sector,
            count: 10,
            source_title: "t".into(),
            source: "s".into(),
            source_kind: ReportKind::Press,
        };
        Reported { report, ours: 1, ratio: Some(0.1), is_latest: false }
    }

    #[test]
    fn coverage_is_told_by_what_was_asked_else_by_all_models() {
        use Sector::{Crop, Fisheries};
        use SiteKind::{Cooperative, Enterprise, Model};
        let all = [
            reported("2025", Cooperative, None),
            reported("2024", Model, None),
            reported("2023", Model, Some(Crop)),
            reported("2022", Model, None),
            reported("2021", Cooperative, Some(Crop)),
        ];
        let date = |kind, sector| telling(&all, kind, sector).map(|one| one.report.as_of.to_string());
        assert_eq!(date(None, None).as_deref(), Some("2024"), "models first");
        assert_eq!(date(Some(Cooperative), None).as_deref(), Some("2025"));
        assert_eq!(date(None, Some(Crop)).as_deref(), Some("2023"));
        assert_eq!(date(Some(Cooperative), Some(Crop)).as_deref(), Some("2021"));
        assert_eq!(date(Some(Enterprise), Some(Fisheries)).as_deref(), Some("2024"), "nothing like it: all models");
        assert_eq!(telling(&all[..1], None, Some(Fisheries)).map(|one| one.report.kind), Some(Cooperative), "what there is");
        assert_eq!(telling(&all[2..3], None, None), None, "a part is not the whole");
    }
}
