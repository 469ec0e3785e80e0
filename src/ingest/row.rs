//! One row to one reading: every cell parsed, every mistake a finding; a column the file lacks changes nothing.
use std::str::FromStr;

use jiff::civil::Date;

use super::cells::{list, number_between, plain_text, whole_between};
use super::columns::{Column, FileColumn};
use super::draft::{Draft, Field};
use super::file::{FileError, read_table};
use crate::domain::{
    Address, Confidence, Finding, FindingCode, GeoPoint, Message, PartialDate, Placement, PositionAccuracy, Sector, SiteId,
    SiteKind, Source, Status, VIETNAM, Vocabulary, VocabularyName, rules,
};
use crate::gazetteer::Gazetteer;

/// What one row of a file says.
#[derive(Clone, Debug)]
pub struct RowReading {
    /// Line of the file on which the row begins.
    pub row: u64,
    /// The identifier the row names.
    pub id: Option<SiteId>,
    /// The facts; `None` when the row is refused.
    pub draft: Option<Draft>,
    /// What was found, refusals first.
    pub findings: Vec<Finding>,
}

/// The readings of all rows, and the titles of columns that were not understood.
pub fn read_rows(
    bytes: &[u8],
    vocabulary: &Vocabulary,
    gazetteer: &Gazetteer,
) -> Result<(Vec<RowReading>, Vec<String>), FileError> {
    let table = read_table(bytes)?;
    let unknown = table.columns.iter().filter(|column| column.meaning.is_none()).map(|column| column.title.clone());
    let unknown = unknown.filter(|title| !title.is_empty()).collect();
    let read = |(line, cells): &(u64, Vec<String>)| {
        let mut row = Row { columns: &table.columns, cells, vocabulary, gazetteer, findings: Vec::new() };
        let (id, draft) = row.read();
        let mut findings = row.findings;
        findings.iter_mut().for_each(|finding| finding.row = Some(*line));
        RowReading { row: *line, id, draft, findings }
    };
    Ok((table.rows.iter().map(read).collect(), unknown))
}

struct Row<'a> {
    columns: &'a [FileColumn],
    cells: &'a [String],
    vocabulary: &'a Vocabulary,
    gazetteer: &'a Gazetteer,
    findings: Vec<Finding>,
}

impl Row<'_> {
    /// Reads every cell, so that all mistakes of a row are told at once.
    fn read(&mut self) -> (Option<SiteId>, Option<Draft>) {
        if self.cells.len() != self.columns.len() {
            let (cells, columns) = (self.cells.len(), self.columns.len());
            let message = Message::new(
                format!("Dòng có {cells} ô, tiêu đề có {columns} cột."),
                format!("The row has {cells} cells, the header {columns} columns."),
            );
            self.findings
                .push(Finding { value: Some(self.cells.join(" | ")), ..Finding::refused(FindingCode::RaggedRow, message) });
            return (None, None);
        }
        let id = self.optional(Column::Id, parsed::<SiteId>);
        let name = self.required(Column::Name, |row, cell| row.text_value(cell, rules::NAME_MAX));
        let kind = self.required(Column::Kind, |row, cell| row.term::<SiteKind>(VocabularyName::Kind, cell).map(Some));
        let sector = self.required(Column::Sector, |row, cell| row.term::<Sector>(VocabularyName::Sector, cell).map(Some));
        let subsector = self.optional_with(Column::Subsector, |row, cell| row.code(VocabularyName::Subsector, cell));
        self.check_subsector(sector, &subsector);
        let address = self.address();
        let placement = self.placement(&address);
        let technologies = self.terms(Column::Technologies, VocabularyName::Technology);
        let certifications = self.terms(Column::Certifications, VocabularyName::Certification);
        let area_ha = self.optional(Column::AreaHa, |cell| number_between(cell, 0.0, rules::AREA_HA_MAX));
        let herd_size = self.count(Column::HerdSize, rules::HERD_SIZE_MAX);
        let members = self.count(Column::Members, rules::MEMBERS_MAX);
        let (first, last) = (i64::from(rules::ESTABLISHED_YEAR_MIN), i64::from(rules::ESTABLISHED_YEAR_MAX));
        let established_year =
            self.optional(Column::EstablishedYear, |cell| whole_between(cell, first, last).map(|year| year as i16));
        let revenue = self.optional(Column::RevenueVndPerYear, |cell| whole_between(cell, 0, rules::REVENUE_VND_MAX));
        let status = self.optional_with(Column::Status, |row, cell| row.public_status(cell));
        let operator_id = self.optional(Column::OperatorId, parsed::<SiteId>);
        let abstract_text = self.optional_with(Column::Abstract, |row, cell| row.text_value(cell, rules::ABSTRACT_MAX));
        let sources = self.sources();
        let confidence =
            self.optional_with(Column::Confidence, |row, cell| row.term::<Confidence>(VocabularyName::Confidence, cell));
        let verified_on = self.optional(Column::VerifiedOn, date);
        let id = match id {
            Field::Set(id) => id,
            Field::Keep => None,
        };
        let is_refused = self.findings.iter().any(|finding| finding.severity == crate::domain::Severity::Refused);
        let (Some(name), Some(kind), Some(sector), false) = (name, kind, sector, is_refused) else { return (id, None) };
        let draft = Draft {
            name,
            kind,
            sector,
            subsector,
            technologies,
            certifications,
            area_ha,
            herd_size,
            members,
            established_year,
            revenue_vnd_per_year: revenue,
            status: match status {
                Field::Set(Some(status)) => Field::Set(status),
                Field::Set(None) | Field::Keep => Field::Keep,
            },
            address,
            placement,
            operator_id,
            abstract_text: match abstract_text {
                Field::Set(text) => Field::Set(text.flatten()),
                Field::Keep => Field::Keep,
            },
            sources,
            confidence,
            verified_on,
        };
        (id, Some(draft))
    }

    fn cell(&self, column: Column) -> Option<(&str, &str)> {
        let position = self.columns.iter().position(|candidate| candidate.meaning == Some(column))?;
        Some((self.columns.get(position)?.title.as_str(), self.cells.get(position)?.as_str()))
    }

    fn refuse(&mut self, column: Column, finding: Finding) {
        let (title, value) = self.cell(column).map(|(title, value)| (title.to_owned(), value.to_owned())).unwrap_or_default();
        self.findings.push(finding.at(title, value));
    }

    /// A fact whose column may be missing and whose cell may be empty.
    fn optional<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Result<T, Finding>) -> Field<Option<T>> {
        self.optional_with(column, |_, cell| parse(cell))
    }

    fn optional_with<T>(&mut self, column: Column, parse: impl FnOnce(&Self, &str) -> Result<T, Finding>) -> Field<Option<T>> {
        let Some((_, cell)) = self.cell(column) else { return Field::Keep };
        if cell.is_empty() {
            return Field::Set(None);
        }
        match parse(self, cell) {
            Ok(value) => Field::Set(Some(value)),
            Err(finding) => {
                self.refuse(column, finding);
                Field::Keep
            }
        }
    }

    /// A fact every row must have.
    fn required<T>(&mut self, column: Column, parse: impl FnOnce(&Self, &str) -> Result<Option<T>, Finding>) -> Option<T> {
        match self.optional_with(column, parse) {
            Field::Set(Some(Some(value))) => Some(value),
            Field::Keep => None,
            Field::Set(_) => {
                let message = Message::new("Ô bắt buộc nhưng để trống.", "The cell must not be empty.");
                self.refuse(column, Finding::refused(FindingCode::MissingValue, message));
                None
            }
        }
    }

    fn count(&mut self, column: Column, maximum: u32) -> Field<Option<u32>> {
        self.optional(column, |cell| whole_between(cell, 0, i64::from(maximum)).map(|count| count as u32))
    }

    fn text_value(&self, cell: &str, maximum: usize) -> Result<Option<String>, Finding> {
        plain_text(cell, maximum)
    }

    /// The code of a term given by code or label.
    fn code(&self, vocabulary: VocabularyName, cell: &str) -> Result<String, Finding> {
        self.vocabulary.recognise(vocabulary, cell).map(|term| term.code.clone()).ok_or_else(|| {
            let allowed: Vec<&str> = self.vocabulary.terms(vocabulary).map(|term| term.code.as_str()).collect();
            Finding::refused(FindingCode::UnknownTerm, rules::not_in_list(cell, &allowed))
        })
    }

    fn term<T: FromStr<Err = Message>>(&self, vocabulary: VocabularyName, cell: &str) -> Result<T, Finding> {
        let code = self.code(vocabulary, cell)?;
        code.parse().map_err(|message| Finding::refused(FindingCode::UnknownTerm, message))
    }

    /// Import writes public records; drafts come from staff work.
    fn public_status(&self, cell: &str) -> Result<Status, Finding> {
        let status: Status = self.term(VocabularyName::Status, cell)?;
        if status.is_public() {
            return Ok(status);
        }
        let allowed = [Status::Published.code(), Status::Closed.code()];
        Err(Finding::refused(FindingCode::InvalidValue, rules::not_in_list(cell, &allowed)))
    }

    /// The codes of a list cell, each once.
    fn terms(&mut self, column: Column, vocabulary: VocabularyName) -> Field<Vec<String>> {
        let Some((_, cell)) = self.cell(column) else { return Field::Keep };
        // A label may itself hold a comma.
        let elements: Vec<String> = match self.vocabulary.recognise(vocabulary, cell) {
            Some(term) => vec![term.code.clone()],
            None => list(cell).map(str::to_owned).collect(),
        };
        if elements.len() > rules::TERMS_MAX {
            let maximum = rules::TERMS_MAX;
            let message = Message::new(format!("Nhiều hơn {maximum} mục."), format!("More than {maximum} terms."));
            self.refuse(column, Finding::refused(FindingCode::InvalidValue, message));
            return Field::Keep;
        }
        let mut codes: Vec<String> = Vec::new();
        for element in elements {
            match self.code(vocabulary, &element) {
                Ok(code) if !codes.contains(&code) => codes.push(code),
                Ok(_) => {}
                Err(finding) => self.refuse(column, finding),
            }
        }
        Field::Set(codes)
    }

    fn check_subsector(&mut self, sector: Option<Sector>, subsector: &Field<Option<String>>) {
        let (Some(sector), Field::Set(Some(code))) = (sector, subsector) else { return };
        let owner = self.vocabulary.find(VocabularyName::Subsector, code).and_then(|term| term.sector);
        if let Some(owner) = owner.filter(|owner| *owner != sector) {
            let message = Message::new(
                format!("“{code}” thuộc lĩnh vực {owner}, dòng này ghi lĩnh vực {sector}."),
                format!("“{code}” belongs to sector {owner}, this row says sector {sector}."),
            );
            self.refuse(Column::Subsector, Finding::refused(FindingCode::SectorMismatch, message));
        }
    }

    fn address(&mut self) -> Address {
        let mut part = |column| match self.optional_with(column, |row, cell| row.text_value(cell, rules::NAME_MAX)) {
            Field::Set(text) => text.flatten(),
            Field::Keep => None,
        };
        Address { province: part(Column::Province), district: part(Column::District), commune: part(Column::Commune) }
    }

    /// The units of the address, and the row's own point where it has one.
    fn placement(&mut self, address: &Address) -> Placement {
        let point = self.point();
        let accuracy =
            match self.optional_with(Column::PositionAccuracy, |row, cell| row.term(VocabularyName::PositionAccuracy, cell)) {
                Field::Set(accuracy) => accuracy,
                Field::Keep => None,
            };
        let mut resolution = self.gazetteer.resolve_address(address);
        for finding in &mut resolution.findings {
            // The gazetteer names the part of the address; the reader knows the file's own title.
            let column = match finding.column.as_deref() {
                Some("commune") => Column::Commune,
                Some("district") => Column::District,
                _ => Column::Province,
            };
            if let Some((title, _)) = self.cell(column) {
                finding.column = Some(title.to_owned());
            }
        }
        let has_own_point = point.is_some() && accuracy.is_none_or(PositionAccuracy::is_own_point);
        if has_own_point {
            let fallback = [FindingCode::PlacedAtDistrict, FindingCode::PlacedAtProvince];
            resolution.findings.retain(|finding| !fallback.contains(&finding.code));
            resolution.placement.point = point;
            resolution.placement.accuracy = Some(accuracy.unwrap_or(PositionAccuracy::Reported));
        }
        self.findings.extend(resolution.findings);
        resolution.placement
    }

    /// The point of the row: both numbers or neither, in Vietnam, not swapped.
    fn point(&mut self) -> Option<GeoPoint> {
        let lon = self.optional(Column::Lon, |cell| number_between(cell, -180.0, 180.0));
        let lat = self.optional(Column::Lat, |cell| number_between(cell, -180.0, 180.0));
        match (lon, lat) {
            (Field::Set(Some(lon)), Field::Set(Some(lat))) => {
                let place = GeoPoint { lon, lat };
                if VIETNAM.contains(place) {
                    return Some(place);
                }
                let is_swapped = VIETNAM.contains(GeoPoint { lon: lat, lat: lon });
                let finding = if is_swapped { swapped(lon, lat) } else { outside(lon, lat) };
                self.refuse(Column::Lon, finding);
            }
            (Field::Set(Some(_)), Field::Set(None)) => self.refuse(Column::Lat, half_a_point()),
            (Field::Set(None), Field::Set(Some(_))) => self.refuse(Column::Lon, half_a_point()),
            _ => {}
        }
        None
    }

    /// The sources of the row: parts separated by ` | ` stand for one source each.
    fn sources(&mut self) -> Field<Vec<Source>> {
        let columns = [Column::SourceTitle, Column::SourceUrl, Column::SourceDate];
        if columns.iter().all(|column| self.cell(*column).is_none()) {
            return Field::Keep;
        }
        let mut parts = |column: Column| -> Vec<String> {
            let joined = match self.optional_with(column, |row, cell| row.text_value(cell, rules::SOURCE_TEXT_MAX)) {
                Field::Set(text) => text.flatten().unwrap_or_default(),
                Field::Keep => String::new(),
            };
            joined.split(" |").map(|part| part.trim().to_owned()).collect()
        };
        let [titles, urls, dates] = columns.map(&mut parts);
        let mut sources = Vec::new();
        for position in 0..titles.len().max(urls.len()).max(dates.len()) {
            let part = |parts: &[String]| parts.get(position).filter(|part| !part.is_empty()).cloned();
            let url = part(&urls);
            let date = match part(&dates).map(|text| text.parse::<PartialDate>()).transpose() {
                Ok(date) => date,
                Err(message) => {
                    self.refuse(Column::SourceDate, Finding::refused(FindingCode::InvalidValue, message));
                    None
                }
            };
            let source = Source { title: part(&titles), url, date };
            if source.title.is_some() || source.url.is_some() || source.date.is_some() {
                sources.push(source);
            }
        }
        Field::Set(sources)
    }
}

fn parsed<T: FromStr<Err = Message>>(cell: &str) -> Result<T, Finding> {
    cell.parse().map_err(|message| Finding::refused(FindingCode::InvalidValue, message))
}

fn date(cell: &str) -> Result<Date, Finding> {
    cell.parse().map_err(|_| {
        let message = Message::new(
            format!("“{cell}” không phải ngày. Được phép: 2026-06-30"),
            format!("“{cell}” is not a date. Allowed: 2026-06-30"),
        );
        Finding::refused(FindingCode::InvalidValue, message)
    })
}

fn swapped(lon: f64, lat: f64) -> Finding {
    let message = Message::new(
        format!("Kinh độ {lon} và vĩ độ {lat} có vẻ bị đổi chỗ: ở Việt Nam kinh độ từ 102 đến 118, vĩ độ từ 4,5 đến 23,6."),
        format!("Longitude {lon} and latitude {lat} look swapped: in Vietnam longitude is 102 to 118, latitude 4.5 to 23.6."),
    );
    Finding::refused(FindingCode::SwappedCoordinates, message)
}

fn outside(lon: f64, lat: f64) -> Finding {
    let message = Message::new(
        format!("Điểm {lon}, {lat} nằm ngoài Việt Nam: kinh độ từ 102 đến 118, vĩ độ từ 4,5 đến 23,6."),
        format!("Point {lon}, {lat} lies outside Vietnam: longitude 102 to 118, latitude 4.5 to 23.6."),
    );
    Finding::refused(FindingCode::OutsideVietnam, message)
}

fn half_a_point() -> Finding {
    let message = Message::new("Chỉ có một trong hai kinh độ, vĩ độ.", "Only one of longitude and latitude is given.");
    Finding::refused(FindingCode::MissingValue, message)
}
