//! Statistics as a plain page: the table with links to the sites, the reported totals beside; for screen and paper.
use maud::{Markup, html};

use super::filter_sentence::filter_sentence;
use super::page_layout::{PageFrame, number, page, words};
use super::request::Asked;
use super::statistics_table::{all_indicators, all_reported, counted, measure, unit_name};
use super::statistics_words::{PATH, coverage_note, division_name, note, pairs};
use super::table_format::TableFormat;
use crate::domain::{Division, Language, Sector, SiteKind, VocabularyName};
use crate::query::{Filter, StatisticsKey, StatisticsQuery};
use crate::snapshot::{Reported, RowKey, Statistics, StatisticsRow};

/// The page.
pub(super) fn render(asked: &Asked, query: &StatisticsQuery, statistics: &Statistics) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let address = |query: &StatisticsQuery, format: TableFormat| {
        let pairs = [pairs(asked, query), vec![("f", format.name().to_owned())]].concat();
        asked.public_url.local(PATH, &pairs)
    };
    let title = format!("{} {}", say("Thống kê theo", "Statistics by"), lower(query.by.heading().in_language(asked.language)));
    let body = html! {
        h1 { (title) }
        p role="status" {
            strong { (number(asked.language, statistics.total.counts.total as f64)) " " (say("điểm", "sites")) }
            " · " (filter_sentence(&asked.snapshot, &query.filter).in_language(asked.language))
            " · " (division_name(query.division()).in_language(asked.language))
        }
        nav.facet aria-label=(say("Thống kê theo", "Statistics by")) {
            @for by in StatisticsKey::ALL {
                @let chosen = StatisticsQuery { by: *by, ..query.clone() };
                a href=(address(&chosen, TableFormat::Html)) aria-current=[(*by == query.by).then_some("true")] { (by.heading().in_language(asked.language)) }
            }
        }
        (division_switch(asked, query))
        p.downloads { (say("Tải về", "Download")) ": " a href=(address(query, TableFormat::Xlsx)) { "Excel" } " · " a href=(address(query, TableFormat::Csv)) { "CSV" } " · " a href=(address(query, TableFormat::Json)) { "JSON" } }
        (main_table(asked, query, statistics))
        @if let Some(note) = note(query) { p.muted { (note.in_language(asked.language)) } }
        (reported_table(asked, statistics))
        (indicator_table(asked, statistics))
        p.muted { (coverage_note().in_language(asked.language)) }
    };
    let other = match asked.language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    };
    let mut other_pairs: Vec<_> = pairs(asked, query).into_iter().filter(|(name, _)| *name != "lang").collect();
    other_pairs.extend([("f", "html".to_owned()), ("lang", other.code().to_owned())]);
    let frame = PageFrame {
        public_url: &asked.public_url,
        language: asked.language,
        title: &title,
        other_language: Some(asked.public_url.local(PATH, &other_pairs)),
    };
    page(&frame, &body)
}

/// Headings begin with a capital; within a sentence they do not.
fn lower(heading: &str) -> String {
    heading.to_lowercase()
}

/// The two maps, where the rows depend on them.
fn division_switch(asked: &Asked, query: &StatisticsQuery) -> Markup {
    let is_switched = matches!(query.by, StatisticsKey::Province | StatisticsKey::Commune);
    html! {
        @if is_switched {
            nav.facet aria-label=(words(asked.language, "Bản đồ hành chính", "Administrative map")) {
                @for division in Division::ALL {
                    @let chosen = StatisticsQuery { named_division: Some(*division), ..query.clone() };
                    @let pairs = [pairs(asked, &chosen), vec![("f", "html".to_owned())]].concat();
                    a href=(asked.public_url.local(PATH, &pairs)) aria-current=[(*division == query.division()).then_some("true")] { (division_name(*division).in_language(asked.language)) }
                }
            }
        }
    }
}

fn main_table(asked: &Asked, query: &StatisticsQuery, statistics: &Statistics) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let label =
        |list: VocabularyName, code: &'static str| asked.snapshot.vocabulary().label(list, code, asked.language).to_owned();
    html! {
        div.wide tabindex="0" role="region" aria-label=(say("Bảng thống kê", "Table of statistics")) {
            table {
                thead { tr {
                    th scope="col" { (query.by.heading().in_language(asked.language)) }
                    th.number scope="col" { (say("Tổng", "Total")) }
                    @for sector in Sector::ALL { th.number scope="col" { (label(VocabularyName::Sector, sector.code())) } }
                    @for kind in SiteKind::ALL { th.number scope="col" { (label(VocabularyName::Kind, kind.code())) } }
                    th.number scope="col" { (say("Diện tích (ha)", "Area (ha)")) }
                    th scope="col" { (say("Số công bố", "Reported")) }
                    th.number scope="col" { (say("Bao phủ", "Coverage")) }
                } }
                tbody { @for row in &statistics.rows { tr { (cells(asked, &query.filter, row)) } } }
                tfoot { tr { (cells(asked, &query.filter, &statistics.total)) } }
            }
        }
    }
}

fn cells(asked: &Asked, filter: &Filter, row: &StatisticsRow) -> Markup {
    let counts = &row.counts;
    let shown = |value: u64| number(asked.language, value as f64);
    let address = (counts.total > 0).then(|| list_address(asked, filter, row)).flatten();
    html! {
        th scope="row" {
            @match address { Some(address) => a href=(address) { (row.label) }, None => (row.label) }
            @if let Some(parent) = &row.parent { br; span.muted { (parent) } }
        }
        td.number { (shown(counts.total)) }
        @for sector in Sector::ALL { td.number { (shown(counts.sector(*sector))) } }
        @for kind in SiteKind::ALL { td.number { (shown(counts.kind(*kind))) } }
        td.number { @if counts.area_known > 0 { (number(asked.language, crate::encode::rounded(counts.area_ha, 2))) } @else { "–" } }
        td { @if let Some(told) = &row.coverage { (shown(told.report.count.into())) " " span.muted { "(" (counted(asked, told)) ", " (told.report.as_of) ")" } } }
        td.number { @if let Some(told) = &row.coverage { (percent(asked, told)) } }
    }
}

fn percent(asked: &Asked, reported: &Reported) -> String {
    reported
        .ratio
        .map_or_else(|| "–".to_owned(), |ratio| format!("{} %", number(asked.language, crate::encode::rounded(ratio * 100.0, 1))))
}

/// The list of exactly the sites a row counts; `None` where the filters cannot say it.
fn list_address(asked: &Asked, filter: &Filter, row: &StatisticsRow) -> Option<String> {
    let mut chosen = filter.clone();
    match row.key.as_ref()? {
        RowKey::Region(id) => {
            let gazetteer = asked.snapshot.gazetteer();
            let is_within = |region| *id == region || gazetteer.ancestors(*id).any(|above| above.id == region);
            if !filter.regions.is_empty() && !filter.regions.iter().any(|region| is_within(*region)) {
                return None;
            }
            chosen.regions = vec![*id];
        }
        RowKey::Sector(sector) => chosen.sectors = vec![*sector],
        RowKey::Technology(code) if filter.technologies.is_empty() || filter.technologies.contains(code) => {
            chosen.technologies = vec![code.clone()];
        }
        RowKey::Technology(_) | RowKey::Year(_) => return None,
    }
    let mut pairs = chosen.pairs();
    pairs.push(("f", "html".to_owned()));
    pairs.extend(asked.language_pair());
    Some(asked.public_url.local("/api/collections/sites/items", &pairs))
}

fn reported_table(asked: &Asked, statistics: &Statistics) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let all = all_reported(statistics);
    html! {
        @if !all.is_empty() {
            h2 { (say("Số liệu đã công bố", "Reported totals")) }
            div.wide tabindex="0" role="region" aria-label=(say("Số liệu đã công bố", "Reported totals")) {
                table {
                    thead { tr {
                        th scope="col" { (say("Đơn vị", "Unit")) }
                        th scope="col" { (say("Thời điểm", "As of")) }
                        th scope="col" { (say("Về", "Of")) }
                        th.number scope="col" { (say("Công bố", "Reported")) }
                        th.number scope="col" { (say("Của chúng tôi", "Ours")) }
                        th.number scope="col" { (say("Bao phủ", "Coverage")) }
                        th scope="col" { (say("Nguồn", "Source")) }
                    } }
                    tbody { @for reported in all { tr {
                        td { (unit_name(asked, reported.report.region)) }
                        td { (reported.report.as_of) @if reported.is_latest { " " strong { "(" (say("mới nhất", "latest")) ")" } } }
                        td { (counted(asked, reported)) }
                        td.number { (number(asked.language, reported.report.count.into())) }
                        td.number { (number(asked.language, reported.ours as f64)) }
                        td.number { (percent(asked, reported)) }
                        td {
                            @match reported.report.source_url() {
                                Some(url) => a href=(url) rel="noopener nofollow external" { (reported.report.source_title) },
                                None => { (reported.report.source_title) " (" (reported.report.source) ")" }
                            }
                        }
                    } } }
                }
            }
        }
    }
}

fn indicator_table(asked: &Asked, statistics: &Statistics) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let all = all_indicators(statistics);
    let value = |number_given: Option<f64>| number_given.map_or_else(|| "–".to_owned(), |value| number(asked.language, value));
    let sector = |sector: Option<Sector>| {
        let label =
            |sector: Sector| asked.snapshot.vocabulary().label(VocabularyName::Sector, sector.code(), asked.language).to_owned();
        sector.map(label).unwrap_or_default()
    };
    html! {
        @if !all.is_empty() {
            h2 { (say("Chỉ tiêu", "Indicators")) }
            div.wide tabindex="0" role="region" aria-label=(say("Chỉ tiêu", "Indicators")) {
                table {
                    thead { tr {
                        th scope="col" { (say("Đơn vị", "Unit")) }
                        th scope="col" { (say("Chỉ tiêu", "Indicator")) }
                        th scope="col" { (say("Lĩnh vực", "Sector")) }
                        th scope="col" { (say("Thời điểm", "As of")) }
                        th.number scope="col" { (say("Đạt được", "Actual")) }
                        th.number scope="col" { (say("Mục tiêu", "Target")) }
                        th scope="col" { (say("Đơn vị tính", "Measure")) }
                    } }
                    tbody { @for indicator in all { tr {
                        td { (unit_name(asked, indicator.region)) }
                        td { (indicator.label.in_language(asked.language)) }
                        td { (sector(indicator.sector)) }
                        td { (indicator.as_of) }
                        td.number { (value(indicator.actual)) }
                        td.number { (value(indicator.target)) }
                        td { (measure(asked, indicator.unit)) }
                    } } }
                }
            }
        }
    }
}
