//! Public sites as waypoints of GPX 1.1 for GPS devices; sites without a point cannot be in it, and the file says how many.
use std::fmt::Write;

use super::geojson::rounded;
use super::provenance::Provenance;
use super::sector_symbol::symbol;
use super::value::Labels;
use super::xml::{element, escaped};
use crate::domain::{DATA_TITLE, Language, PublicSite, VocabularyName};

const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
     <gpx version=\"1.1\" creator=\"AgriAtlas\" xmlns=\"http://www.topografix.com/GPX/1/1\" \
     xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
     xsi:schemaLocation=\"http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd\">\n";

/// The end of a file.
pub const GPX_CLOSING: &str = "</gpx>\n";

/// The head: what the file is.
pub fn gpx_opening(provenance: &Provenance, language: Language) -> Vec<u8> {
    let mut text = String::from(OPENING);
    text.push_str("<metadata>");
    element(&mut text, "name", DATA_TITLE.in_language(language));
    let unplaced = provenance.about_unplaced().map_or_else(String::new, |count| match language {
        Language::Vietnamese => format!(". {}, không có trong tệp này", count.vi),
        Language::English => format!(". {} and are not in this file", count.en),
    });
    element(&mut text, "desc", &format!("{}{unplaced}", provenance.sentence(language)));
    let address = escaped(&provenance.address);
    let _ = writeln!(text, "<link href=\"{address}\"/><time>{}</time></metadata>", whole_second(provenance.date));
    text.into_bytes()
}

/// A waypoint with a link to the site's page; nothing for a site without a point.
pub fn gpx_waypoint(public: &PublicSite, labels: Labels<'_>, page: &str) -> Vec<u8> {
    let facts = &public.site.facts;
    let Some(point) = facts.placement.point else { return Vec::new() };
    let label = |list, code| labels.vocabulary.label(list, code, labels.language);
    let kind = label(VocabularyName::Kind, facts.kind.code());
    let sector = label(VocabularyName::Sector, facts.sector.code());
    let [lon, lat] = [point.lon, point.lat].map(|degrees| rounded(degrees, 7));
    let mut text = format!("<wpt lat=\"{lat}\" lon=\"{lon}\">");
    element(&mut text, "name", &facts.name);
    let described = [Some(public.place()), Some(public.former_place()), facts.abstract_text.clone()];
    let described: Vec<String> = described.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    element(&mut text, "desc", &described.join("\n"));
    element(&mut text, "src", &format!("AgriAtlas {}", public.site.id));
    let _ = write!(text, "<link href=\"{}\"/>", escaped(page));
    element(&mut text, "sym", symbol(facts.sector).gps_symbol);
    element(&mut text, "type", &format!("{sector}, {kind}"));
    text.push_str("</wpt>\n");
    text.into_bytes()
}

fn whole_second(moment: jiff::Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}
