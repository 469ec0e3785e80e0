//! Statistics as tables for a spreadsheet: the rows, every reported total, the indicators, and what it all is.
use jiff::Timestamp;

use super::filter_sentence::filter_sentence;
use super::page_layout::words;
use super::request::Asked;
use super::statistics_words::{coverage_note, division_name, note};
use crate::domain::{DATA_LICENCE, DATA_TITLE, Indicator, IndicatorUnit, RegionId, Sector, SiteKind, VocabularyName, local_time};
use crate::encode::{About, Cell, Column, Table, rounded};
use crate::query::StatisticsQuery;
use crate::snapshot::{Reported, Statistics, StatisticsRow};

/// The three tables, in the order of the sheets.
pub(super) fn tables(asked: &Asked, query: &StatisticsQuery, statistics: &Statistics) -> [Table; 3] {
    [main_table(asked, query, statistics), reported_table(asked, statistics), indicator_table(asked, statistics)]
}

/// One of two texts, in the language of the request.
fn say(asked: &Asked, vi: &'static str, en: &'static str) -> &'static str {
    words(asked.language, vi, en)
}

fn term<'a>(asked: &'a Asked, list: VocabularyName, code: &'a str) -> &'a str {
    asked.snapshot.vocabulary().label(list, code, asked.language)
}

/// The statistics themselves.
pub(super) fn main_table(asked: &Asked, query: &StatisticsQuery, statistics: &Statistics) -> Table {
    let mut columns = vec![
        Column::new(say(asked, "Mã", "Id"), 12),
        Column::new(query.by.heading().in_language(asked.language), 30),
        Column::new(say(asked, "Thuộc", "Within"), 30),
        Column::new(say(asked, "Tổng số điểm", "Sites"), 10),
    ];
    columns.extend(Sector::ALL.iter().map(|sector| Column::new(term(asked, VocabularyName::Sector, sector.code()), 11)));
    columns.extend(SiteKind::ALL.iter().map(|kind| Column::new(term(asked, VocabularyName::Kind, kind.code()), 12)));
    columns.extend([
        Column::new(say(asked, "Diện tích (ha)", "Area (ha)"), 14),
        Column::new(say(asked, "Số điểm có diện tích", "Sites with known area"), 12),
        Column::new(say(asked, "Số công bố mới nhất", "Latest reported"), 12),
        Column::new(say(asked, "Công bố về", "Reported of"), 24),
        Column::new(say(asked, "Thời điểm công bố", "Reported as of"), 12),
        Column::new(say(asked, "Nguồn công bố", "Source of report"), 36),
        Column::new(say(asked, "Số tương ứng của chúng tôi", "Ours of the same"), 14),
        Column::new(say(asked, "Tỷ lệ bao phủ", "Coverage"), 11),
    ]);
    Table {
        name: say(asked, "Thống kê", "Statistics").to_owned(),
        columns,
        rows: statistics.rows.iter().map(|row| main_cells(asked, row)).collect(),
        total: Some(main_cells(asked, &statistics.total)),
    }
}

fn main_cells(asked: &Asked, row: &StatisticsRow) -> Vec<Cell> {
    let counts = &row.counts;
    let mut cells = vec![
        Cell::text(row.key.as_ref().map(ToString::to_string)),
        Cell::Text(row.label.clone()),
        Cell::text(row.parent.as_deref()),
        Cell::Integer(counts.total),
    ];
    cells.extend(Sector::ALL.iter().map(|sector| Cell::Integer(counts.sector(*sector))));
    cells.extend(SiteKind::ALL.iter().map(|kind| Cell::Integer(counts.kind(*kind))));
    // Nothing is known of the area of no site, and that is not 0 hectares.
    let is_known = counts.area_known > 0;
    cells.push(if is_known { Cell::Number(rounded(counts.area_ha, 4)) } else { Cell::Empty });
    cells.push(Cell::Integer(counts.area_known));
    match &row.coverage {
        Some(told) => cells.extend([
            Cell::Integer(told.report.count.into()),
            Cell::Text(counted(asked, told)),
            Cell::Text(told.report.as_of.to_string()),
            Cell::Text(told.report.source_title.clone()),
            Cell::Integer(told.ours),
            share(told.ratio),
        ]),
        None => cells.extend(std::iter::repeat_n(Cell::Empty, 6)),
    }
    cells
}

fn share(ratio: Option<f64>) -> Cell {
    ratio.map_or(Cell::Empty, |ratio| Cell::Share(rounded(ratio, 4)))
}

/// What a total counts: `Mô hình, Trồng trọt`.
pub(super) fn counted(asked: &Asked, reported: &Reported) -> String {
    let kind = term(asked, VocabularyName::Kind, reported.report.kind.code());
    let sector = reported.report.sector.map(|sector| term(asked, VocabularyName::Sector, sector.code()));
    sector.map_or_else(|| kind.to_owned(), |sector| format!("{kind}, {sector}"))
}

/// Every reported total once: those of the rows, then what only the total has.
pub(super) fn all_reported(statistics: &Statistics) -> Vec<&Reported> {
    let mut all: Vec<&Reported> = Vec::new();
    for reported in statistics.rows.iter().chain([&statistics.total]).flat_map(|row| &row.reported) {
        if !all.iter().any(|known| known.report == reported.report) {
            all.push(reported);
        }
    }
    all
}

/// Every indicator once: those of the rows, then what only the total has.
pub(super) fn all_indicators(statistics: &Statistics) -> Vec<&Indicator> {
    let mut all: Vec<&Indicator> = Vec::new();
    for indicator in statistics.rows.iter().chain([&statistics.total]).flat_map(|row| &row.indicators) {
        if !all.contains(&indicator) {
            all.push(indicator);
        }
    }
    all
}

/// The full name of the unit a report is about.
pub(super) fn unit_name(asked: &Asked, id: RegionId) -> String {
    asked.snapshot.gazetteer().region(id).map(|unit| unit.full_name.clone()).unwrap_or_default()
}

fn reported_table(asked: &Asked, statistics: &Statistics) -> Table {
    let columns = vec![
        Column::new(say(asked, "Mã", "Id"), 12),
        Column::new(say(asked, "Đơn vị", "Unit"), 28),
        Column::new(say(asked, "Loại hình", "Kind"), 14),
        Column::new(say(asked, "Lĩnh vực", "Sector"), 14),
        Column::new(say(asked, "Thời điểm", "As of"), 12),
        Column::new(say(asked, "Số công bố", "Reported"), 12),
        Column::new(say(asked, "Của chúng tôi", "Ours"), 12),
        Column::new(say(asked, "Tỷ lệ bao phủ", "Coverage"), 11),
        Column::new(say(asked, "Mới nhất", "Latest"), 10),
        Column::new(say(asked, "Nguồn", "Source"), 44),
        Column::new(say(asked, "Nơi đăng", "Published at"), 44),
        Column::new(say(asked, "Loại nguồn", "Kind of source"), 20),
    ];
    let row = |reported: &Reported| {
        let report = &reported.report;
        let sector = report.sector.map(|sector| term(asked, VocabularyName::Sector, sector.code()));
        vec![
            Cell::Text(report.region.to_string()),
            Cell::Text(unit_name(asked, report.region)),
            Cell::text(Some(term(asked, VocabularyName::Kind, report.kind.code()))),
            Cell::text(sector),
            Cell::Text(report.as_of.to_string()),
            Cell::Integer(report.count.into()),
            Cell::Integer(reported.ours),
            share(reported.ratio),
            Cell::text(reported.is_latest.then_some("x")),
            Cell::Text(report.source_title.clone()),
            Cell::Text(report.source.clone()),
            Cell::text(Some(report.source_kind.label().in_language(asked.language))),
        ]
    };
    Table {
        name: say(asked, "Số liệu công bố", "Reported totals").to_owned(),
        columns,
        rows: all_reported(statistics).into_iter().map(row).collect(),
        total: None,
    }
}

fn indicator_table(asked: &Asked, statistics: &Statistics) -> Table {
    let columns = vec![
        Column::new(say(asked, "Mã", "Id"), 12),
        Column::new(say(asked, "Đơn vị", "Unit"), 28),
        Column::new(say(asked, "Chỉ tiêu", "Indicator"), 48),
        Column::new(say(asked, "Lĩnh vực", "Sector"), 14),
        Column::new(say(asked, "Thời điểm", "As of"), 12),
        Column::new(say(asked, "Đơn vị tính", "Measure"), 12),
        Column::new(say(asked, "Đạt được", "Actual"), 12),
        Column::new(say(asked, "Mục tiêu", "Target"), 12),
    ];
    let row = |indicator: &Indicator| {
        let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        vec![
            Cell::Text(indicator.region.to_string()),
            Cell::Text(unit_name(asked, indicator.region)),
            Cell::text(Some(indicator.label.in_language(asked.language))),
            Cell::text(indicator.sector.map(|sector| term(asked, VocabularyName::Sector, sector.code()))),
            Cell::Text(indicator.as_of.to_string()),
            Cell::text(Some(measure(asked, indicator.unit))),
            number(indicator.actual),
            number(indicator.target),
        ]
    };
    Table {
        name: say(asked, "Chỉ tiêu", "Indicators").to_owned(),
        columns,
        rows: all_indicators(statistics).into_iter().map(row).collect(),
        total: None,
    }
}

/// What the numbers of an indicator are, in words.
pub(super) fn measure(asked: &Asked, unit: IndicatorUnit) -> &'static str {
    match unit {
        IndicatorUnit::Percent => "%",
        IndicatorUnit::Count => say(asked, "số lượng", "number"),
    }
}

/// The last sheet.
pub(super) fn about(asked: &Asked, query: &StatisticsQuery, statistics: &Statistics) -> About {
    let language = asked.language;
    let heading = query.by.heading();
    let mut entries = vec![
        (say(asked, "Dữ liệu", "Data"), DATA_TITLE.in_language(language).to_owned()),
        (say(asked, "Thống kê theo", "Statistics by"), heading.in_language(language).to_owned()),
        (say(asked, "Bộ lọc", "Filter"), filter_sentence(&asked.snapshot, &query.filter).in_language(language).to_owned()),
        (say(asked, "Số điểm", "Sites"), statistics.total.counts.total.to_string()),
        (say(asked, "Bản đồ hành chính", "Administrative map"), division_name(query.division()).in_language(language).to_owned()),
        (say(asked, "Tình trạng ngày", "As of"), query.as_of().to_string()),
        (say(asked, "Xuất lúc", "Exported at"), local_time::written(Timestamp::now(), language)),
        (say(asked, "Phiên bản dữ liệu", "Revision"), asked.snapshot.revision().to_string()),
        (say(asked, "Số liệu công bố", "Reported totals"), coverage_note().in_language(language).to_owned()),
    ];
    entries.extend(note(query).map(|note| (say(asked, "Ghi chú", "Note"), note.in_language(language).to_owned())));
    entries.push((say(asked, "Giấy phép", "Licence"), DATA_LICENCE.in_language(language).to_owned()));
    About {
        name: say(asked, "Thông tin", "About").to_owned(),
        entries: entries.into_iter().map(|(what, how)| (what.to_owned(), how)).collect(),
    }
}
