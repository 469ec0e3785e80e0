//! Changes as a plain page fit for a report: the numbers, then record by record what it was and is; for screen and paper.
use maud::{Markup, html};

use super::diff_list::{Diff, PATH};
use super::diff_table::{note, span_words};
use super::filter_sentence::filter_sentence;
use super::page_layout::{PageFrame, language_pair, number, page, sector_sign, words};
use super::request::Asked;
use super::site_history::facts;
use super::statistics_table::unit_name;
use super::table_format::TableFormat;
use crate::domain::{Language, PublicChange, VocabularyName, local_time};
use crate::snapshot::{ChangeCounts, PublicDifference};

/// The page.
pub(super) fn render(asked: &Asked, diff: &Diff) -> Markup {
    let language = asked.language;
    let say = |vi: &'static str, en: &'static str| words(language, vi, en);
    let pairs = diff.pairs(asked);
    let address = |left_out: &[&str], more: &[(&'static str, String)]| {
        let kept = pairs.iter().filter(|(name, _)| !left_out.contains(name)).cloned();
        asked.public_url.local(PATH, &kept.chain(more.iter().cloned()).collect::<Vec<_>>())
    };
    let file = |format: TableFormat| address(&["limit"], &[("f", format.name().to_owned())]);
    let turned = |cursor: String| address(&[], &[("cursor", cursor), ("f", "html".to_owned())]);
    let [next, previous] = diff.cursors();
    let title = say("Những thay đổi của dữ liệu", "What changed in the data");
    let body = html! {
        h1 { (title) }
        p role="status" {
            strong { (span_words(diff).in_language(language)) }
            " · " (filter_sentence(&asked.snapshot, &diff.query.filter).in_language(language))
            " · " strong { (number(language, diff.all.len() as f64)) " " (say("điểm", "sites")) }
        }
        p.downloads { (say("Tải về", "Download")) ": " a href=(file(TableFormat::Xlsx)) { "Excel" } " · " a href=(file(TableFormat::Csv)) { "CSV" } " · " a href=(file(TableFormat::Json)) { "JSON" } }
        @if diff.all.is_empty() {
            p { (say("Không có thay đổi nào.", "Nothing changed.")) }
        } @else {
            (numbers(asked, diff))
            (changes(asked, diff))
        }
        @if next.is_some() || previous.is_some() {
            nav.pager aria-label=(say("Trang", "Pages")) {
                @if let Some(cursor) = &previous { a rel="prev" href=(turned(cursor.text())) { "← " (say("Trang trước", "Previous")) } }
                @if let Some(cursor) = &next { a rel="next" href=(turned(cursor.text())) { (say("Trang sau", "Next")) " →" } }
            }
        }
        p.muted { (note().in_language(language)) }
        p.muted { (say("Phiên bản dữ liệu", "Revisions")) ": " (diff.from) "–" (diff.to) }
    };
    let other = match language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    };
    let cursor = diff.query.cursor.iter().map(|cursor| ("cursor", cursor.text()));
    let more: Vec<_> = cursor.chain([("f", "html".to_owned()), ("lang", other.code().to_owned())]).collect();
    let frame = PageFrame { public_url: &asked.public_url, language, title, other_language: Some(address(&["lang"], &more)) };
    page(&frame, &body)
}

fn numbers(asked: &Asked, diff: &Diff) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let label = |code| asked.snapshot.vocabulary().label(VocabularyName::Sector, code, asked.language);
    html! {
        div.wide tabindex="0" role="region" aria-label=(say("Số thay đổi", "Numbers of changes")) {
            table {
                thead { tr {
                    th scope="col" { (say("Lĩnh vực, tỉnh", "Sector, province")) }
                    @for change in PublicChange::ALL { th.number scope="col" { (change.label().in_language(asked.language)) } }
                    th.number scope="col" { (say("Tổng", "Total")) }
                } }
                tbody {
                    @for (sector, counts) in &diff.summary.sectors { tr { th scope="row" { (sector_sign(*sector)) " " (label(sector.code())) } (cells(asked, counts)) } }
                    @for (province, counts) in &diff.summary.provinces {
                        tr { th scope="row" { @match province { Some(id) => (unit_name(asked, *id)), None => (say("Không rõ", "Unknown")) } } (cells(asked, counts)) }
                    }
                }
                tfoot { tr { th scope="row" { (say("Tổng cộng", "Total")) } (cells(asked, &diff.summary.total)) } }
            }
        }
    }
}

fn cells(asked: &Asked, counts: &ChangeCounts) -> Markup {
    html! {
        @for change in PublicChange::ALL { td.number { (number(asked.language, counts.of(*change) as f64)) } }
        td.number { (number(asked.language, counts.total() as f64)) }
    }
}

/// What stands on this page, one kind of change after the other.
fn changes(asked: &Asked, diff: &Diff) -> Markup {
    html! {
        @for change in PublicChange::ALL {
            @let of_kind: Vec<&PublicDifference> = diff.shown().iter().filter(|difference| difference.change == *change).collect();
            @if !of_kind.is_empty() {
                h2 { (change.label().in_language(asked.language)) ": " (number(asked.language, diff.summary.total.of(*change) as f64)) }
                ol.history { @for difference in of_kind { li { (record(asked, difference)) } } }
            }
        }
    }
}

fn record(asked: &Asked, difference: &PublicDifference) -> Markup {
    let label = |list, code| asked.snapshot.vocabulary().label(list, code, asked.language);
    let when = local_time::written(difference.changed_at, asked.language);
    html! {
        @match difference.told() {
            Some(public) => {
                (sector_sign(public.site.facts.sector)) " "
                a href=(asked.public_url.local(&format!("/sites/{}", difference.id), &language_pair(asked.language))) { (public.site.facts.name) }
                " " span.muted { (difference.id) " · " (label(VocabularyName::Kind, public.site.facts.kind.code())) " · " (public.place()) " · " (when) }
            }
            None => { (difference.id) " " span.muted { (when) } }
        }
        (facts(asked, &difference.facts()))
    }
}
