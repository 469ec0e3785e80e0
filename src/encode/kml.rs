//! Records as KML 2.2 in folders, with a style per category, every fact as typed extended data.
//!
//! No icon is named: a style only has a colour, so that a file opens without asking any server for anything.
use std::fmt::Write;

use geo::{LineString, MultiPolygon, Polygon};

use super::columns::RecordColumns;
use super::geojson::rounded;
use super::provenance::Provenance;
use super::record::{Geometry, Record};
use super::value::{Labels, ValueKind};
use super::xml::{element, escaped};
use crate::domain::Language;
use crate::geography::Crs;

/// Decimals of a degree that tell a centimetre.
const DECIMALS: i32 = 7;

/// Writes a document record by record; those of one folder must come one after the other.
pub struct KmlExport<R: Record> {
    columns: RecordColumns<R>,
    language: Language,
    open_folder: Option<&'static str>,
}

impl<R: Record> KmlExport<R> {
    /// A document in one language.
    pub const fn new(columns: RecordColumns<R>, language: Language) -> Self {
        Self { columns, language, open_folder: None }
    }

    /// The head, with the styles.
    pub fn opening(&self, provenance: &Provenance, labels: Labels<'_>) -> Vec<u8> {
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n",
        );
        element(&mut text, "name", R::SUBJECT.title().in_language(self.language));
        let mut lines = vec![provenance.sentence(self.language)];
        lines.extend(provenance.about_unplaced().map(|message| message.in_language(self.language).to_owned()));
        lines.push(provenance.address.clone());
        element(&mut text, "description", &as_html(&lines));
        text.push('\n');
        for category in R::categories(labels) {
            let _ = writeln!(text, "<Style id=\"{}\">{}</Style>", category.code, category.symbol.kml());
        }
        let name = R::SUBJECT.layer();
        let _ = write!(text, "<Schema name=\"{name}\" id=\"{name}\">");
        for column in self.columns.iter() {
            let _ = write!(text, "<SimpleField type=\"{}\" name=\"{}\">", field_type(column.kind), column.name);
            element(&mut text, "displayName", column.heading(self.language));
            text.push_str("</SimpleField>");
        }
        text.push_str("</Schema>\n");
        text.into_bytes()
    }

    /// One record, in its folder.
    pub fn record(&mut self, record: &R, labels: Labels<'_>) -> Vec<u8> {
        let mut text = String::new();
        let (folder, folder_name) = record.folder(labels);
        if self.open_folder != Some(folder) {
            text.push_str(self.folder_end());
            self.open_folder = Some(folder);
            text.push_str("<Folder>");
            element(&mut text, "name", &folder_name);
            text.push('\n');
        }
        let _ = write!(text, "<Placemark id=\"{}\">", kml_identifier(&record.identifier()));
        element(&mut text, "name", record.called());
        element(&mut text, "description", &as_html(&record.described()));
        if !record.category().is_empty() {
            let _ = write!(text, "<styleUrl>#{}</styleUrl>", record.category());
        }
        let _ = write!(text, "<ExtendedData><SchemaData schemaUrl=\"#{}\">", R::SUBJECT.layer());
        for (column, value) in self.columns.values(record) {
            let written = labels.written(column.kind, &value);
            if !written.is_empty() {
                let _ = write!(text, "<SimpleData name=\"{}\">{}</SimpleData>", column.name, escaped(&written));
            }
        }
        text.push_str("</SchemaData></ExtendedData>");
        match record.geometry(Crs::CRS84) {
            Some(Geometry::Point(place)) => {
                let [lon, lat] = [place.east, place.north].map(|degrees| rounded(degrees, DECIMALS));
                let _ = write!(text, "<Point><coordinates>{lon},{lat}</coordinates></Point>");
            }
            Some(Geometry::Area(area)) => write_area(&mut text, &area),
            None => {}
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

/// The identifier as XML takes it: one that begins with a digit gets a letter before it.
fn kml_identifier(identifier: &str) -> String {
    if identifier.starts_with(|first: char| first.is_ascii_digit()) { format!("u-{identifier}") } else { identifier.to_owned() }
}

fn write_area(text: &mut String, area: &MultiPolygon<f64>) {
    match area.0.as_slice() {
        [only] => write_polygon(text, only),
        several => {
            text.push_str("<MultiGeometry>");
            several.iter().for_each(|polygon| write_polygon(text, polygon));
            text.push_str("</MultiGeometry>");
        }
    }
}

fn write_polygon(text: &mut String, polygon: &Polygon<f64>) {
    text.push_str("<Polygon>");
    write_ring(text, "outerBoundaryIs", polygon.exterior());
    polygon.interiors().iter().for_each(|ring| write_ring(text, "innerBoundaryIs", ring));
    text.push_str("</Polygon>");
}

fn write_ring(text: &mut String, side: &str, ring: &LineString<f64>) {
    let _ = write!(text, "<{side}><LinearRing><coordinates>");
    for place in ring.coords() {
        let _ = write!(text, "{},{} ", rounded(place.x, DECIMALS), rounded(place.y, DECIMALS));
    }
    let _ = write!(text, "</coordinates></LinearRing></{side}>");
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
