//! Public sites as KML 2.2: a folder and a style per sector, every fact as typed extended data.
//!
//! No icon is named: a style only has a colour, so that a file opens without asking any server for anything.
use std::fmt::Write;

use super::geojson::rounded;
use super::provenance::Provenance;
use super::sector_symbol::symbol;
use super::site_columns::SiteColumns;
use super::value::{Labels, ValueKind};
use super::xml::{element, escaped};
use crate::domain::{DATA_TITLE, Language, PublicSite, Sector, VocabularyName};

/// Writes a document site by site; those of one sector must come one after the other.
pub struct KmlExport {
    columns: SiteColumns,
    language: Language,
    open_folder: Option<Sector>,
}

impl KmlExport {
    /// A document in one language.
    pub const fn new(columns: SiteColumns, language: Language) -> Self {
        Self { columns, language, open_folder: None }
    }

    /// The head, with the styles.
    pub fn opening(&self, provenance: &Provenance) -> Vec<u8> {
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n",
        );
        element(&mut text, "name", DATA_TITLE.in_language(self.language));
        let mut lines = vec![provenance.sentence(self.language)];
        lines.extend(provenance.about_unplaced().map(|message| message.in_language(self.language).to_owned()));
        lines.push(provenance.address.clone());
        element(&mut text, "description", &as_html(&lines));
        text.push('\n');
        for sector in Sector::ALL {
            let [red, green, blue] = symbol(*sector).rgb;
            // KML has opacity, blue, green and red, in this order.
            let colour = format!("ff{blue:02x}{green:02x}{red:02x}");
            let _ = writeln!(
                text,
                "<Style id=\"{sector}\"><IconStyle><color>{colour}</color></IconStyle><LabelStyle><scale>0.8</scale></LabelStyle></Style>"
            );
        }
        text.push_str("<Schema name=\"site\" id=\"site\">");
        for column in self.columns.iter() {
            let _ = write!(text, "<SimpleField type=\"{}\" name=\"{}\">", field_type(column.kind), column.name);
            element(&mut text, "displayName", column.heading(self.language));
            text.push_str("</SimpleField>");
        }
        text.push_str("</Schema>\n");
        text.into_bytes()
    }

    /// One site, in the folder of its sector.
    pub fn site(&mut self, public: &PublicSite, labels: Labels<'_>) -> Vec<u8> {
        let facts = &public.site.facts;
        let mut text = String::new();
        if self.open_folder != Some(facts.sector) {
            text.push_str(self.folder_end());
            self.open_folder = Some(facts.sector);
            let label = labels.vocabulary.label(VocabularyName::Sector, facts.sector.code(), self.language);
            text.push_str("<Folder>");
            element(&mut text, "name", &format!("{} {label}", symbol(facts.sector).sign));
            text.push('\n');
        }
        let _ = write!(text, "<Placemark id=\"{}\">", public.site.id);
        element(&mut text, "name", &facts.name);
        let lines = [public.place(), public.former_place(), facts.abstract_text.clone().unwrap_or_default()];
        element(&mut text, "description", &as_html(&lines));
        let _ = write!(text, "<styleUrl>#{}</styleUrl><ExtendedData><SchemaData schemaUrl=\"#site\">", facts.sector);
        for (column, value) in self.columns.values(public) {
            let written = labels.written(column.kind, &value);
            if !written.is_empty() {
                let _ = write!(text, "<SimpleData name=\"{}\">{}</SimpleData>", column.name, escaped(&written));
            }
        }
        text.push_str("</SchemaData></ExtendedData>");
        if let Some(point) = facts.placement.point {
            let [lon, lat] = [point.lon, point.lat].map(|degrees| rounded(degrees, 7));
            let _ = write!(text, "<Point><coordinates>{lon},{lat}</coordinates></Point>");
        }
        text.push_str("</Placemark>\n");
        text.into_bytes()
    }

    /// The end.
    pub fn closing(&self) -> Vec<u8> {
        format!("{}</Document>\n</kml>\n", self.folder_end()).into_bytes()
    }

    const fn folder_end(&self) -> &'static str {
        if self.open_folder.is_some() { "</Folder>\n" } else { "" }
    }
}

/// The type of a field; whole numbers of KML have 32 bits, which amounts of money exceed.
const fn field_type(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Ordinal => "int",
        ValueKind::Count | ValueKind::Number | ValueKind::Metres => "double",
        _ => "string",
    }
}

/// Lines as the HTML that a description is: what a record holds stays text in it.
fn as_html(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().filter(|line| !line.is_empty()).map(|line| escaped(line)).collect();
    lines.join("<br>")
}
