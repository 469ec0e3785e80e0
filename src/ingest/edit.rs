//! One site as a form or a program gives it, property by property, read with the rules of import: what a file may not say,
//! nobody may say by hand, and every finding stands beside its property.
use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Column, FileColumn};
use super::file_row::FileRow;
use super::plan::{RowOutcome, plan_row};
use super::planner::Planner;
use super::reading::RowReading;
use super::row::Row;
use crate::domain::{Finding, FindingCode, GeoPoint, Message, RegionLevel, Severity, Site, SiteFacts, SiteId, Vocabulary};
use crate::geography::Geography;

/// What can be given, under the names of the public contract; those of `address` and `geometry` say which part they are.
const PROPERTIES: &[(&str, Column)] = &[
    ("name", Column::Name),
    ("kind", Column::Kind),
    ("sector", Column::Sector),
    ("subsector", Column::Subsector),
    ("technologies", Column::Technologies),
    ("certifications", Column::Certifications),
    ("area_ha", Column::AreaHa),
    ("herd_size", Column::HerdSize),
    ("members", Column::Members),
    ("established_year", Column::EstablishedYear),
    ("revenue_vnd_per_year", Column::RevenueVndPerYear),
    ("status", Column::Status),
    ("operator_id", Column::OperatorId),
    ("abstract", Column::Abstract),
    ("confidence", Column::Confidence),
    ("verified_on", Column::VerifiedOn),
    ("public_precision", Column::PublicPrecision),
    ("holder", Column::Holder),
    ("position_accuracy", Column::PositionAccuracy),
    ("address.province", Column::Province),
    ("address.district", Column::District),
    ("address.commune", Column::Commune),
    ("geometry.lon", Column::Lon),
    ("geometry.lat", Column::Lat),
    ("sources.title", Column::SourceTitle),
    ("sources.url", Column::SourceUrl),
    ("sources.date", Column::SourceDate),
];

/// What somebody gives of one site.
#[derive(Clone, Debug, Default)]
pub struct GivenSite {
    given: Vec<(&'static str, Column, String)>,
}

/// What an edit would do.
#[derive(Clone, Debug)]
pub struct PlannedEdit {
    /// All facts of the site after it; `None` where a finding refuses it.
    pub facts: Option<SiteFacts>,
    /// The site that says the same already, where a new one was asked for.
    pub same: Option<SiteId>,
    /// What was found; `column` is the name of the property.
    pub findings: Vec<Finding>,
}

impl GivenSite {
    /// The names that can be given.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PROPERTIES.iter().map(|(name, _)| *name)
    }

    /// Gives a property as text, as a cell of a file would have it; an empty one clears. `false` where there is no such
    /// property.
    pub fn give(&mut self, name: &str, text: impl Into<String>) -> bool {
        let Some((name, column)) = PROPERTIES.iter().find(|(known, _)| *known == name) else { return false };
        self.given.retain(|(_, given, _)| given != column);
        self.given.push((name, *column, text.into()));
        true
    }

    /// What was given of a property, if anything was.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(given, _, _)| *given == name).map(|(_, _, text)| text.as_str())
    }

    fn says(&self, column: Column) -> Option<&str> {
        self.given.iter().find(|(_, given, _)| *given == column).map(|(_, _, text)| text.as_str())
    }

    fn fill(&mut self, name: &str, text: Option<String>) {
        let is_given = PROPERTIES.iter().any(|(known, column)| *known == name && self.says(*column).is_some());
        if let (false, Some(text)) = (is_given, text) {
            self.give(name, text);
        }
    }

    /// What a site must have, out of the record where nothing is said of it. A new site on a known spot has the address of
    /// the spot.
    fn complete(&mut self, known: Option<&Site>, geography: &Geography) {
        let facts = known.map(|site| &site.facts);
        self.fill("name", facts.map(|facts| facts.name.clone()));
        self.fill("kind", facts.map(|facts| facts.kind.to_string()));
        self.fill("sector", facts.map(|facts| facts.sector.to_string()));
        let has_address = [Column::Province, Column::District, Column::Commune].iter().any(|column| self.says(*column).is_some());
        if !has_address {
            match facts {
                // The units stay as recorded where only the province is told again.
                Some(facts) => self.fill("address.province", facts.address.province.clone()),
                None => self.fill_address_of_the_point(geography),
            }
        }
        for name in ["name", "kind", "sector"] {
            self.fill(name, Some(String::new()));
        }
    }

    fn fill_address_of_the_point(&mut self, geography: &Geography) {
        let number = |column| self.says(column).and_then(|text| text.parse().ok());
        let point = number(Column::Lon).zip(number(Column::Lat)).and_then(|(lon, lat)| GeoPoint::new(lon, lat));
        let Some(unit) = point.and_then(|point| geography.shapes().locate(point).current) else { return };
        let gazetteer = geography.gazetteer();
        let units = gazetteer.region(unit.unit).into_iter().chain(gazetteer.ancestors(unit.unit));
        for unit in units.collect::<Vec<_>>() {
            match unit.id.level() {
                RegionLevel::Province => self.fill("address.province", Some(unit.full_name.clone())),
                RegionLevel::Commune => self.fill("address.commune", Some(unit.full_name.clone())),
                RegionLevel::District => {}
            }
        }
    }
}

/// Works out what giving this does: to a recorded site, or as a new one. `around` are the recorded sites that could be meant
/// too: those near by, and the operator.
pub fn plan_edit(
    mut given: GivenSite,
    known: Option<&Site>,
    around: &[Site],
    vocabulary: &Vocabulary,
    geography: &Geography,
) -> PlannedEdit {
    given.complete(known, geography);
    let column = |(name, meaning, _): &(&'static str, Column, String)| {
        let title = name.split_once('.').map_or(*name, |(object, _)| match object {
            "address" => name,
            object => object,
        });
        FileColumn { meaning: Some(*meaning), title: title.to_owned() }
    };
    let columns: Arc<[FileColumn]> = given.given.iter().map(column).collect();
    let cells: StringRecord = given.given.iter().map(|(_, _, text)| text.as_str()).collect();
    let source = FileRow::of_table(1, columns, cells);
    let mut row = Row { source: &source, vocabulary, geography, crs: None, findings: Vec::new(), assumptions: Vec::new() };
    let (_, draft) = row.read();
    let (findings, assumptions) = (row.findings, row.assumptions);
    let id = known.map(|site| site.id);
    let sites: Vec<Site> = around.iter().filter(|site| Some(site.id) != id).chain(known).cloned().collect();
    let reading = RowReading { row: 1, id, draft, findings, assumptions, source };
    let planned = plan_row(&mut Planner::for_an_edit(&sites, geography), reading);
    let mut findings = planned.findings;
    findings.iter_mut().for_each(|finding| finding.row = None);
    let (facts, same) = match (planned.outcome, known) {
        (RowOutcome::Refused, _) => (None, None),
        (RowOutcome::Create(facts), _) | (RowOutcome::Update(_, facts), Some(_)) => (Some(*facts), None),
        (RowOutcome::Unchanged(_), Some(site)) => (Some(site.facts.clone()), None),
        (RowOutcome::Update(same, _) | RowOutcome::Unchanged(same), None) => {
            findings.push(known_already(same));
            (None, Some(same))
        }
    };
    let is_refused = findings.iter().any(|finding| finding.severity == Severity::Refused);
    PlannedEdit { facts: facts.filter(|_| !is_refused), same, findings }
}

fn known_already(site: SiteId) -> Finding {
    let message = Message::new(
        format!("Điểm {site} có cùng loại hình, tên và địa bàn; hãy sửa điểm đó, hoặc ghi tên khác đi."),
        format!("Site {site} has the same kind, name and place; change that one, or tell the names apart."),
    );
    Finding { column: Some("name".to_owned()), ..Finding::refused(FindingCode::DuplicateRow, message) }
}
