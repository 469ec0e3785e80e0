//! One row to one reading: every cell parsed, every mistake a finding; a column the file lacks changes nothing.
use std::fmt::Display;
use std::str::FromStr;

use jiff::civil::Date;

use super::assumption::Assumption;
use super::cells::{is_ambiguous, iso_date, list, number_between, plain_text, whole_between};
use super::columns::Column;
use super::draft::Draft;
use super::field::Field;
use super::file_row::{FileRow, Layer};
use super::given_point::PointReader;
use super::given_sources::{GivenSources, parts, web_address};
use super::position::GivenLocation;
use super::told_units::ToldUnits;
use super::wordings::{is_importable, meant_by, nearest_term};
use crate::domain::{
    Address, Confidence, Finding, FindingCode, Holder, Language, Message, PartialDate, PublicPrecision, Sector, Severity, SiteId,
    SiteKind, Status, Vocabulary, VocabularyName, rules, text,
};
use crate::geography::{Crs, Geography};

/// The years in which a site can have been checked on the spot.
const VERIFIED_YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Reads one row.
pub(super) struct Row<'a> {
    pub source: &'a FileRow,
    pub vocabulary: &'a Vocabulary,
    pub geography: &'a Geography,
    /// The coordinate system of rows that name none.
    pub crs: Option<Crs>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was taken for granted about the coordinates.
    pub assumptions: Vec<Assumption>,
}

impl Row<'_> {
    /// Reads every cell, so that all mistakes of a row are told at once.
    pub(super) fn read(&mut self) -> (Option<SiteId>, Option<Draft>) {
        let (cells, columns) = (self.source.cells.len(), self.source.columns.len());
        // Spreadsheets write empty cells beyond the last column; a missing cell may mean that others have moved.
        let has_surplus = self.source.cells.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        if cells < columns || has_surplus {
            let message = Message::new(
                format!("Dòng có {cells} ô, tiêu đề có {columns} cột."),
                format!("The row has {cells} cells, the header {columns} columns."),
            );
            let value = self.source.cells.iter().collect::<Vec<_>>().join(" | ");
            let finding = Finding::refused(FindingCode::RaggedRow, message);
            self.findings.push(Finding { row: Some(self.source.line), value: Some(value), ..finding });
            return (None, None);
        }
        let id = self.optional(Column::Id, parsed::<SiteId>);
        let name = self.required(Column::Name, |_, cell| plain_text(cell, rules::NAME_MAX));
        let kind = self.required(Column::Kind, |row, cell| row.term::<SiteKind>(VocabularyName::Kind, cell).map(Some));
        let sector = self.required(Column::Sector, |row, cell| row.term::<Sector>(VocabularyName::Sector, cell).map(Some));
        let subsector = self.optional_with(Column::Subsector, |row, cell| row.code(VocabularyName::Subsector, cell));
        self.check_subsector(sector, &subsector);
        let location = self.location();
        let technologies = self.terms(Column::Technologies, VocabularyName::Technology);
        let certifications = self.terms(Column::Certifications, VocabularyName::Certification);
        let area_ha = self.area();
        let herd_size = self.count(Column::HerdSize, rules::HERD_SIZE_MAX);
        let members = self.count(Column::Members, rules::MEMBERS_MAX);
        let (first, last) = (i64::from(rules::ESTABLISHED_YEAR_MIN), i64::from(rules::ESTABLISHED_YEAR_MAX));
        let established_year =
            self.optional(Column::EstablishedYear, |cell| whole_between(cell, first, last).map(|year| year as i16));
        let revenue = self.optional(Column::RevenueVndPerYear, |cell| whole_between(cell, 0, rules::REVENUE_VND_MAX));
        let status = self.optional_with(Column::Status, |row, cell| row.public_status(cell));
        let operator_id = self.optional(Column::OperatorId, parsed::<SiteId>);
        let abstract_text = self.optional_with(Column::Abstract, |_, cell| plain_text(cell, rules::ABSTRACT_MAX));
        let sources = self.sources();
        let confidence =
            self.optional_with(Column::Confidence, |row, cell| row.term::<Confidence>(VocabularyName::Confidence, cell));
        let verified_on = self.optional(Column::VerifiedOn, date);
        let public_precision = self.optional(Column::PublicPrecision, labelled(PublicPrecision::ALL, PublicPrecision::label));
        let holder = self.optional(Column::Holder, labelled(Holder::ALL, Holder::label));
        let id = match id {
            Field::Set(id) => id,
            Field::Keep => None,
        };
        let is_refused = self.findings.iter().any(|finding| finding.severity == Severity::Refused);
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
            location,
            operator_id,
            abstract_text: match abstract_text {
                Field::Set(text) => Field::Set(text.flatten()),
                Field::Keep => Field::Keep,
            },
            sources,
            confidence,
            verified_on,
            public_precision,
            holder,
        };
        (id, Some(draft))
    }

    fn refuse(&mut self, column: Column, finding: Finding) {
        self.findings.push(self.source.at(column, finding));
    }

    /// A fact whose column may be missing and whose cell may be empty.
    fn optional<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Result<T, Finding>) -> Field<Option<T>> {
        self.optional_with(column, |_, cell| parse(cell))
    }

    fn optional_with<T>(&mut self, column: Column, parse: impl FnOnce(&Self, &str) -> Result<T, Finding>) -> Field<Option<T>> {
        let Some(cell) = self.source.cell(column) else { return Field::Keep };
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

    /// The code of a term given by code or label.
    fn code(&self, vocabulary: VocabularyName, cell: &str) -> Result<String, Finding> {
        let known = self.vocabulary.recognise(vocabulary, meant_by(vocabulary, cell).unwrap_or(cell));
        known.map(|term| term.code.clone()).ok_or_else(|| {
            let allowed = self.vocabulary.terms(vocabulary).filter(|term| is_importable(term));
            let allowed: Vec<String> = allowed.map(|term| format!("{} ({})", term.label_vi, term.code)).collect();
            let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
            let message = with_nearest(rules::not_in_list(cell, &allowed), cell, vocabulary, self.vocabulary);
            Finding::refused(FindingCode::UnknownTerm, message)
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
        let Some(cell) = self.source.cell(column) else { return Field::Keep };
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

    /// The area in hectares; a mark that may as well separate thousands is pointed out.
    fn area(&mut self) -> Field<Option<f64>> {
        let area = self.optional(Column::AreaHa, |cell| number_between(cell, 0.0, rules::AREA_HA_MAX));
        if let Field::Set(Some(hectares)) = area
            && self.source.cell(Column::AreaHa).is_some_and(is_ambiguous)
        {
            let thousands = hectares * 1_000.0;
            let message = Message::new(
                // In Vietnamese the decimal mark is a comma.
                format!("Hiểu là {} ha. Nếu là {thousands} ha, hãy viết {thousands}.", hectares.to_string().replace('.', ",")),
                format!("Read as {hectares} ha. If it means {thousands} ha, write {thousands}."),
            );
            self.findings.push(self.source.at(Column::AreaHa, Finding::warning(FindingCode::InvalidValue, message)));
        }
        area
    }

    /// The address, the units it names, and the row's own point where it has one.
    fn location(&mut self) -> GivenLocation {
        let mut part = |column| match self.optional_with(column, |_, cell| plain_text(cell, rules::NAME_MAX)) {
            Field::Set(text) => text.flatten(),
            Field::Keep => None,
        };
        let written =
            Address { province: part(Column::Province), district: part(Column::District), commune: part(Column::Commune) };
        let told = (self.source.layer == Layer::FeatureWithUnits).then(|| ToldUnits::read(self.source));
        let address = told.as_ref().map_or(written, |told| told.address(self.geography.gazetteer()));
        let accuracy = self.optional_with(Column::PositionAccuracy, |row, cell| row.term(VocabularyName::PositionAccuracy, cell));
        let resolution = self.geography.gazetteer().resolve_address(&address);
        for finding in resolution.findings {
            // The gazetteer names the part of the address; the row knows the file's own title and the value as it was.
            let column = match finding.column.as_deref() {
                Some("commune") => Column::Commune,
                Some("district") => Column::District,
                _ => Column::Province,
            };
            self.findings.push(self.source.at(column, finding));
        }
        let gazetteer = self.geography.gazetteer();
        let reader = PointReader { row: self.source, asked: self.crs, placement: &resolution.placement, gazetteer };
        let given = reader.read(&mut self.findings);
        let plane = given.as_ref().and_then(|given| given.as_ref()?.plane);
        let point = match given {
            Field::Keep => Field::Keep,
            Field::Set(given) => Field::Set(given.map(|given| {
                self.assumptions.extend(given.assumptions);
                given.point
            })),
        };
        let has = |column| self.source.cell(column).is_some();
        let (has_district, has_commune) = (has(Column::District), has(Column::Commune));
        let is_feature = self.source.layer != Layer::None;
        let placement = resolution.placement;
        GivenLocation {
            address,
            placement,
            has_district,
            has_commune,
            point,
            plane,
            accuracy,
            is_feature,
            told,
            keeps_units: false,
        }
    }

    /// The sources of the row.
    fn sources(&mut self) -> GivenSources {
        let urls = self.source_parts(Column::SourceUrl);
        for part in urls.as_ref().into_iter().flatten().flatten() {
            if let Err(finding) = web_address(part) {
                self.refuse(Column::SourceUrl, finding);
            }
        }
        // A mark within the title of a single source parts nothing: pages write “Title | Newspaper”.
        let is_single = matches!(&urls, Field::Set(parts) if parts.len() == 1);
        let titles = match self.source_parts(Column::SourceTitle) {
            Field::Set(titles) if is_single && titles.len() > 1 => {
                let whole = titles.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join(" | ");
                Field::Set(vec![Some(whole.trim().to_owned())])
            }
            titles => titles,
        };
        let dates = match self.source_parts(Column::SourceDate) {
            Field::Keep => Field::Keep,
            Field::Set(parts) => {
                Field::Set(parts.into_iter().map(|part| part.and_then(|part| self.source_date(&part))).collect())
            }
        };
        GivenSources { titles, urls, dates }
    }

    fn source_date(&mut self, part: &str) -> Option<PartialDate> {
        let date = iso_date(part).parse();
        date.map_err(|message| self.refuse(Column::SourceDate, Finding::refused(FindingCode::InvalidValue, message))).ok()
    }

    fn source_parts(&mut self, column: Column) -> Field<Vec<Option<String>>> {
        match self.optional_with(column, |_, cell| plain_text(cell, rules::SOURCE_TEXT_MAX)) {
            Field::Set(text) => Field::Set(text.flatten().map(|text| parts(&text)).unwrap_or_default()),
            Field::Keep => Field::Keep,
        }
    }
}

/// The sentence with the term that may have been meant.
fn with_nearest(message: Message, cell: &str, list: VocabularyName, vocabulary: &Vocabulary) -> Message {
    let Some(term) = nearest_term(list, cell, vocabulary) else { return message };
    Message::new(
        format!("{}. Có thể là “{}” ({})?", message.vi, term.label_vi, term.code),
        format!("{}. Perhaps “{}” ({})?", message.en, term.label_en, term.code),
    )
}

fn parsed<T: FromStr<Err = Message>>(cell: &str) -> Result<T, Finding> {
    cell.parse().map_err(|message| Finding::refused(FindingCode::InvalidValue, message))
}

/// Reads a code of a closed list, by itself or by what people call it.
fn labelled<T: Copy + Display>(
    all: &'static [T],
    label: impl Fn(T, Language) -> &'static str,
) -> impl FnOnce(&str) -> Result<T, Finding> {
    move |cell| {
        let said = text::fold(cell);
        let named = |value: &T| {
            let labels = [Language::Vietnamese, Language::English].map(|language| text::fold(label(*value, language)));
            value.to_string() == cell || labels.contains(&said)
        };
        all.iter().copied().find(named).ok_or_else(|| {
            let codes: Vec<String> =
                all.iter().map(|value| format!("{} ({value})", label(*value, Language::Vietnamese))).collect();
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            Finding::refused(FindingCode::InvalidValue, rules::not_in_list(cell, &codes))
        })
    }
}

fn date(cell: &str) -> Result<Date, Finding> {
    // The library also reads a date with a time, and would drop the time without a word.
    let iso = iso_date(cell);
    let date = iso.parse::<Date>().ok().filter(|date| iso.len() == 10 && VERIFIED_YEARS.contains(&date.year()));
    date.ok_or_else(|| {
        let message = Message::new(
            format!("“{cell}” không phải ngày. Được phép: 30/6/2026 hoặc 2026-06-30"),
            format!("“{cell}” is not a date. Allowed: 30/6/2026 or 2026-06-30"),
        );
        Finding::refused(FindingCode::InvalidValue, message)
    })
}
