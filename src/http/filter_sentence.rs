//! A filter in words, as it stands in exports and above lists.
use jiff::Timestamp;

use crate::domain::{Division, Language, Message, RegionLevel, Sector, SiteKind, VocabularyName, local_time};
use crate::geography::Crs;
use crate::query::cql2::Expression;
use crate::query::{AsOf, FacetKey, Filter, RegionFilter, TimeInterval};
use crate::snapshot::Snapshot;

/// Most characters of an expression that stand in a sentence.
const EXPRESSION_MAX: usize = 1_000;

/// One sentence for what a filter asks, and as of when; “all sites” when it asks nothing.
pub(super) fn filter_sentence(snapshot: &Snapshot, filter: &Filter) -> Message {
    let mut sentence = Sentence::default();
    say_filter(&mut sentence, snapshot, filter);
    let what = sentence.said(Message::new("Tất cả các điểm", "All sites"));
    match filter.as_of.map(AsOf::sentence) {
        Some(when) => Message::new(format!("{}; {}", what.vi, when.vi), format!("{}; {}", what.en, when.en)),
        None => what,
    }
}

/// One sentence for which administrative units are asked for.
pub(super) fn region_sentence(snapshot: &Snapshot, filter: &RegionFilter) -> Message {
    let mut sentence = Sentence::default();
    let map = match filter.division {
        Division::Current => Message::new("hiện nay", "of today"),
        Division::Former => Message::new("trước 01/07/2025", "of before 2025-07-01"),
    };
    sentence.add(Message::new("Bản đồ", "Map"), vec![map]);
    let level = |level: &RegionLevel| match level {
        RegionLevel::Province => Message::new("tỉnh, thành phố", "provinces"),
        RegionLevel::District => Message::new("quận, huyện", "districts"),
        RegionLevel::Commune => Message::new("xã, phường", "communes"),
    };
    sentence.add(Message::new("Cấp", "Level"), filter.levels.iter().map(level).collect());
    let parents = filter.parents.iter().map(|id| snapshot.gazetteer().understood(*id)).collect();
    sentence.add(Message::new("Nằm trong", "Within"), parents);
    sentence.add_text(filter.text.as_deref());
    let area = filter.bbox.iter().map(|area| same(format!("{}, {}, {}, {}", area.west, area.south, area.east, area.north)));
    sentence.add(Message::new("Khung tọa độ", "Box"), area.collect());
    sentence.add_expression(filter.expression.as_deref());
    // It always says of which map the units are.
    sentence.said(Message::new("", ""))
}

/// What is asked, one thing after the other.
#[derive(Default)]
struct Sentence {
    parts: Vec<Message>,
}

impl Sentence {
    /// Adds what is asked of one thing, if anything.
    fn add(&mut self, heading: Message, values: Vec<Message>) {
        if !values.is_empty() {
            let join = |language: Language| values.iter().map(|value| value.in_language(language)).collect::<Vec<_>>().join(", ");
            self.parts.push(Message::new(
                format!("{}: {}", heading.vi, join(Language::Vietnamese)),
                format!("{}: {}", heading.en, join(Language::English)),
            ));
        }
    }

    fn add_text(&mut self, text: Option<&str>) {
        self.add(Message::new("Từ khóa", "Words"), text.iter().map(|text| same(format!("“{text}”"))).collect());
    }

    fn add_expression(&mut self, expression: Option<&Expression>) {
        let expression = expression.iter().map(|expression| same(expression_words(expression))).collect();
        self.add(Message::new("Biểu thức lọc", "Filter expression"), expression);
    }

    /// All of it, or `nothing` where nothing is asked.
    fn said(self, nothing: Message) -> Message {
        if self.parts.is_empty() {
            return nothing;
        }
        let join = |language: Language| self.parts.iter().map(|part| part.in_language(language)).collect::<Vec<_>>().join("; ");
        Message::new(join(Language::Vietnamese), join(Language::English))
    }
}

/// What reads the same in both languages.
fn same(text: String) -> Message {
    Message::new(text.clone(), text)
}

fn say_filter(sentence: &mut Sentence, snapshot: &Snapshot, filter: &Filter) {
    let regions = filter.regions.iter().map(|id| snapshot.gazetteer().understood(*id)).collect();
    sentence.add(Message::new("Khu vực", "Region"), regions);
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
            sentence.add(key.heading(), labels(vocabulary, codes));
        }
    }
    sentence.add_text(filter.text.as_deref());
    let area = filter
        .bbox
        .iter()
        .map(|area| {
            let crs = area.crs().map(|crs| format!(" ({crs})")).unwrap_or_default();
            same(format!("{}{crs}", area.text().replace(',', ", ")))
        })
        .collect();
    sentence.add(Message::new("Khung tọa độ", "Box"), area);
    let ends = |interval: &TimeInterval, language: Language| {
        let end =
            |moment: Option<Timestamp>| moment.map_or_else(|| "…".to_owned(), |moment| local_time::written(moment, language));
        format!("{} – {}", end(interval.from), end(interval.to))
    };
    let interval = filter.updated.iter();
    let interval = interval.map(|span| Message::new(ends(span, Language::Vietnamese), ends(span, Language::English))).collect();
    sentence.add(Message::new("Cập nhật trong khoảng", "Changed within"), interval);
    sentence.add_expression(filter.expression.as_deref());
}

/// An expression as it was written, on one line; of a very long one the beginning.
fn expression_words(expression: &Expression) -> String {
    let line = expression.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = line.chars().take(EXPRESSION_MAX).collect();
    let rest = if shown.len() < line.len() { "…" } else { "" };
    let crs = if expression.crs() == Crs::CRS84 { String::new() } else { format!(" ({})", expression.crs()) };
    format!("{shown}{rest}{crs}")
}
