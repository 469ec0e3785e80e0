//! A filter in words, as it stands in exports and above lists.
use jiff::Timestamp;

use crate::domain::{Language, Message, Sector, SiteKind, VocabularyName, local_time};
use crate::geography::Crs;
use crate::query::cql2::Expression;
use crate::query::{FacetKey, Filter, TimeInterval};
use crate::snapshot::Snapshot;

/// Most characters of an expression that stand in a sentence.
const EXPRESSION_MAX: usize = 1_000;

/// One sentence for what a filter asks; “all sites” when it asks nothing.
pub(super) fn filter_sentence(snapshot: &Snapshot, filter: &Filter) -> Message {
    let parts = filter_parts(snapshot, filter);
    if parts.is_empty() {
        return Message::new("Tất cả các điểm", "All sites");
    }
    let join = |language: Language| parts.iter().map(|part| part.in_language(language)).collect::<Vec<_>>().join("; ");
    Message::new(join(Language::Vietnamese), join(Language::English))
}

fn filter_parts(snapshot: &Snapshot, filter: &Filter) -> Vec<Message> {
    let mut parts = Vec::new();
    let mut add = |heading: Message, values: Vec<Message>| {
        if !values.is_empty() {
            let join = |language: Language| values.iter().map(|value| value.in_language(language)).collect::<Vec<_>>().join(", ");
            parts.push(Message::new(
                format!("{}: {}", heading.vi, join(Language::Vietnamese)),
                format!("{}: {}", heading.en, join(Language::English)),
            ));
        }
    };
    let regions = filter.regions.iter().map(|id| snapshot.gazetteer().understood(*id)).collect();
    add(Message::new("Khu vực", "Region"), regions);
    let labels = |list: VocabularyName, codes: Vec<&str>| -> Vec<Message> {
        let label = |code: &str, language| snapshot.vocabulary().label(list, code, language).to_owned();
        codes.into_iter().map(|code| Message::new(label(code, Language::Vietnamese), label(code, Language::English))).collect()
    };
    // A collection of one kind says so only where the filter does not.
    let kinds = if filter.kinds.is_empty() { filter.collection.into_iter().collect() } else { filter.kinds.clone() };
    for (key, codes) in [
        (FacetKey::Sector, filter.sectors.iter().copied().map(Sector::code).collect::<Vec<_>>()),
        (FacetKey::Kind, kinds.into_iter().map(SiteKind::code).collect()),
        (FacetKey::Subsector, filter.subsectors.iter().map(String::as_str).collect()),
        (FacetKey::Technology, filter.technologies.iter().map(String::as_str).collect()),
        (FacetKey::Certification, filter.certifications.iter().map(String::as_str).collect()),
    ] {
        if let Some(vocabulary) = key.vocabulary() {
            add(key.heading(), labels(vocabulary, codes));
        }
    }
    let same = |text: String| Message::new(text.clone(), text);
    let text = filter.text.iter().map(|text| same(format!("“{text}”"))).collect();
    add(Message::new("Từ khóa", "Words"), text);
    let area = filter
        .bbox
        .iter()
        .map(|area| {
            let crs = area.crs().map(|crs| format!(" ({crs})")).unwrap_or_default();
            same(format!("{}{crs}", area.text().replace(',', ", ")))
        })
        .collect();
    add(Message::new("Khung tọa độ", "Box"), area);
    let ends = |interval: &TimeInterval, language: Language| {
        let end =
            |moment: Option<Timestamp>| moment.map_or_else(|| "…".to_owned(), |moment| local_time::written(moment, language));
        format!("{} – {}", end(interval.from), end(interval.to))
    };
    let interval = filter.updated.iter();
    let interval = interval.map(|span| Message::new(ends(span, Language::Vietnamese), ends(span, Language::English))).collect();
    add(Message::new("Cập nhật trong khoảng", "Changed within"), interval);
    let expression = filter.expression.iter().map(|expression| same(expression_words(expression))).collect();
    add(Message::new("Biểu thức lọc", "Filter expression"), expression);
    parts
}

/// An expression as it was written, on one line; of a very long one the beginning.
fn expression_words(expression: &Expression) -> String {
    let line = expression.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = line.chars().take(EXPRESSION_MAX).collect();
    let rest = if shown.len() < line.len() { "…" } else { "" };
    let crs = if expression.crs() == Crs::CRS84 { String::new() } else { format!(" ({})", expression.crs()) };
    format!("{shown}{rest}{crs}")
}
