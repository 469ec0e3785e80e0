//! The list of sites as a plain page: search, facets as links, results and pages; works without JavaScript.
use maud::{Markup, html};

use super::collection::Collection;
use super::export_format::ExportFormat;
use super::filter_sentence::filter_sentence;
use super::page_layout::{PageFrame, language_pair, number, page, sector_sign, words};
use super::page_query::query_pairs;
use super::request::Asked;
use crate::domain::{Language, PublicSite, Status, VocabularyName};
use crate::encode::Subject;
use crate::query::{FacetKey, ItemsQuery, PageStart};
use crate::snapshot::{FacetValue, Page};

const FACETS: &[FacetKey] = &[
    FacetKey::Sector,
    FacetKey::Kind,
    FacetKey::Province,
    FacetKey::FormerDistrict,
    FacetKey::Technology,
    FacetKey::Certification,
];

/// The page of one page of results.
pub(super) fn render(asked: &Asked, collection: Collection, query: &ItemsQuery, results: &Page) -> Markup {
    let address = |pairs: &[(&'static str, String)]| asked.public_url.local(&collection.path("/items"), pairs);
    let pairs = page_pairs(asked, query);
    let turned = |name: &'static str, value: String| address(&[pairs.clone(), vec![(name, value)]].concat());
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let title = collection.title();
    let other = match asked.language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    };
    let mut other_pairs: Vec<_> = pairs.iter().filter(|(name, _)| *name != "lang").cloned().collect();
    other_pairs.push(("lang", other.code().to_owned()));
    let sentence = filter_sentence(&asked.snapshot, &query.filter);
    let body = html! {
        h1 { (title.in_language(asked.language)) }
        form method="get" role="search" {
            @for (name, value) in pairs.iter().filter(|(name, _)| *name != "q") { input type="hidden" name=(name) value=(value); }
            input type="search" name="q" value=[query.filter.text.as_deref()] aria-label=(say("Tìm theo tên, địa danh, công nghệ", "Search names, places, technologies"))
                placeholder=(say("Tìm: htx rau, chuong my, tưới nhỏ giọt…", "Search: htx rau, chuong my, drip…"));
            button type="submit" { (say("Tìm", "Search")) }
        }
        p role="status" {
            strong { (number(asked.language, results.matched as f64)) " " (say("điểm", "sites")) }
            " · " (sentence.in_language(asked.language))
            @if query.filter.pairs() != Vec::new() { " · " a href=(address(&cleared(asked, query))) { (say("Bỏ mọi bộ lọc", "Clear all filters")) } }
        }
        @for key in FACETS { (facet(asked, collection, query, *key)) }
        @if results.slots.is_empty() {
            p { (say("Không có điểm nào khớp bộ lọc. Hãy bỏ bớt điều kiện.", "No site matches the filter. Remove a condition.")) }
        } @else {
            ol.sites {
                @for public in results.slots.iter().filter_map(|slot| asked.snapshot.site(*slot)) { li { (result(asked, public)) } }
            }
        }
        @if !results.slots.is_empty() { (downloads(asked, collection, query)) }
        @if results.previous.is_some() || results.next.is_some() {
            nav.pager aria-label=(say("Trang", "Pages")) {
                @if let Some((name, value)) = results.previous.as_ref().map(PageStart::pair) { a rel="prev" href=(turned(name, value)) { "← " (say("Trang trước", "Previous")) } }
                @if let Some(cursor) = &results.next { a rel="next" href=(turned("cursor", cursor.text())) { (say("Trang sau", "Next")) " →" } }
            }
        }
    };
    let frame = PageFrame {
        public_url: &asked.public_url,
        language: asked.language,
        title: title.in_language(asked.language),
        other_language: Some(address(&other_pairs)),
    };
    page(&frame, &body)
}

/// The query as it stands in links between pages.
fn page_pairs(asked: &Asked, query: &ItemsQuery) -> Vec<(&'static str, String)> {
    let mut pairs = query_pairs(asked, query);
    pairs.push(("f", "html".to_owned()));
    pairs
}

fn cleared(asked: &Asked, query: &ItemsQuery) -> Vec<(&'static str, String)> {
    let filters = query.filter.pairs();
    page_pairs(asked, query).into_iter().filter(|pair| !filters.contains(pair)).collect()
}

/// A facet as links; a chosen value's link takes the choice back.
fn facet(asked: &Asked, collection: Collection, query: &ItemsQuery, key: FacetKey) -> Markup {
    let Some(parameter) = key.parameter() else { return Markup::default() };
    let values = asked.snapshot.facet(&query.filter, key, asked.language);
    let shown: Vec<&FacetValue> = values.iter().filter(|value| value.count > 0 || value.selected).collect();
    let chosen: Vec<&str> = shown.iter().filter(|value| value.selected).map(|value| value.label.as_str()).collect();
    let target = |value: &FacetValue| {
        let mut pairs: Vec<_> = page_pairs(asked, query).into_iter().filter(|(name, _)| *name != parameter).collect();
        if !value.selected {
            pairs.push((parameter, value.value.clone()));
        }
        asked.public_url.local(&collection.path("/items"), &pairs)
    };
    html! {
        @if !shown.is_empty() {
            // Only the shortest stands open, so that the results begin on the first screen of a phone.
            details open[key == FacetKey::Sector] {
                summary {
                    (key.heading().in_language(asked.language))
                    @if !chosen.is_empty() { ": " span.chosen { (chosen.join(", ")) } }
                }
                ul.facet {
                    @for value in shown {
                        li { a href=(target(value)) aria-current=[value.selected.then_some("true")] {
                            (value.label) " (" (value.count) ")"
                            @if value.selected { span aria-hidden="true" { " ✕" } span.unseen { ", " (words(asked.language, "bỏ chọn", "remove")) } }
                        } }
                    }
                }
            }
        }
    }
}

/// Links to every match of the list as a file.
fn downloads(asked: &Asked, collection: Collection, query: &ItemsQuery) -> Markup {
    let address = |format: ExportFormat| {
        let mut pairs = query.filter.pairs();
        pairs.extend(language_pair(asked.language));
        asked.public_url.local(&collection.path(&format!("/export.{}", format.extension())), &pairs)
    };
    html! {
        details {
            summary { (words(asked.language, "Tải về", "Download")) }
            ul { @for format in ExportFormat::ALL { li { a href=(address(format)) { (format.title(Subject::Sites).in_language(asked.language)) } } } }
        }
    }
}

fn result(asked: &Asked, public: &PublicSite) -> Markup {
    let facts = &public.site.facts;
    let label = |list: VocabularyName, code: &str| asked.snapshot.vocabulary().label(list, code, asked.language).to_owned();
    let pairs: Vec<(&str, String)> = asked.as_of_pair().into_iter().chain(language_pair(asked.language)).collect();
    let address = asked.public_url.local(&format!("/sites/{}", public.site.id), &pairs);
    let is_closed = facts.status == Status::Closed;
    let mut details = vec![label(VocabularyName::Sector, facts.sector.code()), label(VocabularyName::Kind, facts.kind.code())];
    details.extend(facts.area_ha.map(|area| format!("{} ha", number(asked.language, area))));
    let former = public.former_place();
    html! {
        (sector_sign(facts.sector)) " " a href=(address) { (facts.name) }
        @if is_closed { " " strong.closed { (label(VocabularyName::Status, facts.status.code())) } }
        br;
        span.muted { (details.join(" · ")) }
        br;
        span { (public.place()) }
        @if !former.is_empty() { span.muted { " (" (words(asked.language, "trước đây", "formerly")) ": " (former) ")" } }
    }
}
