//! One site as a plain page: every public fact, where it comes from and how precisely it is placed.
use maud::{Markup, html};

use super::page_layout::{PageFrame, language_pair, number, page, sector_sign, words};
use super::request::Asked;
use super::site_history;
use crate::domain::{Language, PositionAccuracy, Property, PublicSite, Status, VocabularyName, local_time};
use crate::encode::rounded;
use crate::geography::Vn2000;
use crate::snapshot::PublicDifference;

/// The page of a site.
pub(super) fn render(asked: &Asked, public: &PublicSite, history: &[PublicDifference]) -> Markup {
    let facts = &public.site.facts;
    let language = asked.language;
    let path = format!("/sites/{}", public.site.id);
    let other = match language {
        Language::Vietnamese => "en",
        Language::English => "vi",
    };
    let as_of: Vec<(&str, String)> = asked.as_of_pair().into_iter().collect();
    let on_map = [vec![("site", public.site.id.to_string())], language_pair(language)].concat();
    let body = html! {
        p.muted { (sector_sign(facts.sector)) " " (label(asked, VocabularyName::Sector, facts.sector.code())) " · " (label(asked, VocabularyName::Kind, facts.kind.code())) " · " (public.site.id) }
        h1 { (facts.name) }
        @if let Some(as_of) = asked.as_of { p { strong { (as_of.sentence().in_language(language)) } " · " a href=(asked.public_url.local(&path, &language_pair(language))) { (words(language, "Xem hiện nay", "See it as it is now")) } } }
        @if facts.status == Status::Closed { p { strong.closed { (label(asked, VocabularyName::Status, facts.status.code())) } } }
        @if let Some(text) = &facts.abstract_text { p { (text) } }
        p { a href=(asked.public_url.local("/", &on_map)) { (words(language, "Xem trên bản đồ", "Show on the map")) } @if let Some(link) = map_app(public) { " · " a href=(link) { (words(language, "Mở bằng ứng dụng bản đồ", "Open in a map app")) } } }
        dl { @for (heading, value) in rows(asked, public) { dt { (heading) } dd { (value) } } }
        h2 { (Property::Sources.heading().in_language(language)) }
        (sources(asked, public))
        (site_history::render(asked, history))
        p.muted { a href=(asked.public_url.local(&format!("/api/collections/sites/items/{}", public.site.id), &[vec![("f", "json".to_owned())], as_of.clone()].concat())) { "GeoJSON" } }
    };
    let frame = PageFrame {
        public_url: &asked.public_url,
        language,
        title: &facts.name,
        other_language: Some(asked.public_url.local(&path, &[as_of.clone(), vec![("lang", other.to_owned())]].concat())),
    };
    page(&frame, &body)
}

fn label(asked: &Asked, list: VocabularyName, code: &str) -> String {
    asked.snapshot.vocabulary().label(list, code, asked.language).to_owned()
}

fn rows(asked: &Asked, public: &PublicSite) -> Vec<(String, Markup)> {
    let facts = &public.site.facts;
    let placement = &facts.placement;
    let language = asked.language;
    let mut rows = Vec::new();
    let mut add = |property: Property, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            rows.push((property.heading().in_language(language).to_owned(), html! { (value) }));
        }
    };
    let labels =
        |list: VocabularyName, codes: &[String]| codes.iter().map(|code| label(asked, list, code)).collect::<Vec<_>>().join("; ");
    let units = |names: [&Option<std::sync::Arc<str>>; 3]| {
        names.into_iter().flatten().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ")
    };
    add(Property::Commune, Some(units([&public.commune, &None, &public.province])));
    add(Property::FormerCommune, Some(units([&public.former_commune, &public.former_district, &public.former_province])));
    add(Property::PositionAccuracy, placement.accuracy.map(|accuracy| accuracy_sentence(language, accuracy).to_owned()));
    if placement.commune_is_certain == Some(false) {
        let doubt =
            words(language, "Chưa chắc chắn: xã cũ đã chia cho nhiều xã mới", "Not certain: the former commune was split");
        add(Property::CommuneIsCertain, Some(doubt.to_owned()));
    }
    let point = placement.point.map(|point| format!("{}, {}", rounded(point.lat, 6), rounded(point.lon, 6)));
    add(Property::Subsector, facts.subsector.as_deref().map(|code| label(asked, VocabularyName::Subsector, code)));
    add(Property::Technologies, Some(labels(VocabularyName::Technology, &facts.technologies)));
    add(Property::Certifications, Some(labels(VocabularyName::Certification, &facts.certifications)));
    add(Property::AreaHa, facts.area_ha.map(|value| number(language, value)));
    add(Property::HerdSize, facts.herd_size.map(|value| number(language, f64::from(value))));
    add(Property::Members, facts.members.map(|value| number(language, f64::from(value))));
    add(Property::EstablishedYear, facts.established_year.map(|year| year.to_string()));
    add(Property::RevenueVndPerYear, facts.revenue_vnd_per_year.map(|value| number(language, value as f64)));
    add(Property::Status, Some(label(asked, VocabularyName::Status, facts.status.code())));
    add(Property::OperatorId, facts.operator_id.map(|id| id.to_string()));
    add(Property::Confidence, facts.confidence.map(|confidence| label(asked, VocabularyName::Confidence, confidence.code())));
    add(Property::VerifiedOn, facts.verified_on.map(|day| day.to_string()));
    add(Property::UpdatedAt, Some(local_time::written(public.site.updated_at, language)));
    if let Some(point) = point {
        rows.push((words(language, "Vĩ độ, kinh độ (WGS 84)", "Latitude, longitude (WGS 84)").to_owned(), html! { (point) }));
    }
    rows.extend(Vn2000::of_placement(placement).and_then(|place| vn2000_row(language, &place)));
    rows
}

/// X and Y as Vietnamese tables have them, under the name of their zone.
fn vn2000_row(language: Language, place: &Vn2000) -> Option<(String, Markup)> {
    let heading = format!("VN-2000, {}", place.crs()?.label().in_language(language));
    let (north, east) = (words(language, "Bắc", "north"), words(language, "Đông", "east"));
    let text = format!("X ({north}) {} m · Y ({east}) {} m", number(language, place.x_north_m), number(language, place.y_east_m));
    Some((heading, html! { (text) }))
}

fn accuracy_sentence(language: Language, accuracy: PositionAccuracy) -> &'static str {
    match accuracy {
        PositionAccuracy::Surveyed => words(language, "Đo đạc tại chỗ", "Surveyed on the spot"),
        PositionAccuracy::Reported => words(language, "Theo khai báo", "As reported"),
        PositionAccuracy::Commune => words(
            language,
            "Đặt tại trung tâm xã, không phải vị trí chính xác",
            "Placed at the commune's centre, not the exact spot",
        ),
        PositionAccuracy::District => words(
            language,
            "Đặt tại trung tâm huyện cũ, không phải vị trí chính xác",
            "Placed at the former district's centre, not the exact spot",
        ),
        PositionAccuracy::Province => words(
            language,
            "Đặt tại trung tâm tỉnh, không phải vị trí chính xác",
            "Placed at the province's centre, not the exact spot",
        ),
    }
}

/// A `geo:` link, which phones open in their map app.
fn map_app(public: &PublicSite) -> Option<String> {
    let point = public.site.facts.placement.point?;
    let (lat, lon) = (rounded(point.lat, 6), rounded(point.lon, 6));
    Some(format!("geo:{lat},{lon}?q={lat},{lon}"))
}

fn sources(asked: &Asked, public: &PublicSite) -> Markup {
    let sources = &public.site.facts.sources;
    html! {
        @if sources.is_empty() { p { (words(asked.language, "Chưa ghi nguồn.", "No source recorded.")) } }
        ul {
            @for source in sources {
                li {
                    @let title = source.title.as_deref().or(source.url.as_deref()).unwrap_or("—");
                    // Only web addresses become links; anything else stays text.
                    @match source.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
                        Some(url) => { a href=(url) rel="noopener nofollow external" { (title) } }
                        None => { (title) @if let Some(url) = source.url.as_deref().filter(|url| *url != title) { " (" (url) ")" } }
                    }
                    @if let Some(date) = source.date { " (" (date) ")" }
                }
            }
        }
    }
}
