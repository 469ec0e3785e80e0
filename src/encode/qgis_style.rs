//! How QGIS shows the sites when it opens a GeoPackage: colour and shape by sector, labels in the reader's language.
use std::fmt::Write;

use super::sector_symbol::symbol;
use super::site_columns::SiteColumns;
use super::value::Labels;
use super::xml::escaped;
use crate::domain::{Sector, VocabularyName};

const HEAD: &str = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
     <qgis version=\"3.22.0\" styleCategories=\"Symbology|Fields\">\n";

/// A style in the language of QGIS (QML), with the headings of the columns.
pub(super) fn qgis_style(columns: &SiteColumns, labels: Labels<'_>) -> String {
    let mut style = String::from(HEAD);
    style.push_str(
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"sector\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n",
    );
    style.push_str("<categories>");
    for (position, sector) in Sector::ALL.iter().enumerate() {
        let label = escaped(labels.vocabulary.label(VocabularyName::Sector, sector.code(), labels.language));
        // Writing to a string cannot fail.
        let _ = write!(style, "<category symbol=\"{position}\" value=\"{sector}\" label=\"{label}\" render=\"true\"/>");
    }
    style.push_str("</categories>\n<symbols>");
    for (position, sector) in Sector::ALL.iter().enumerate() {
        marker(&mut style, position, *sector);
    }
    style.push_str("</symbols>\n</renderer-v2>\n<aliases>");
    // The identifier of the row and the geometry have no alias; QGIS counts the first.
    for (column, index) in columns.iter().zip(1..) {
        let heading = escaped(column.heading(labels.language));
        let _ = write!(style, "<alias field=\"{}\" index=\"{index}\" name=\"{heading}\"/>", column.name);
    }
    style.push_str("</aliases>\n<layerGeometryType>0</layerGeometryType>\n</qgis>\n");
    style
}

fn marker(style: &mut String, position: usize, sector: Sector) {
    let shape = symbol(sector);
    let [red, green, blue] = shape.rgb;
    let colour = format!("{red},{green},{blue},255");
    let settings = [
        ("name", shape.qgis_shape),
        ("color", &colour),
        ("outline_color", "255,255,255,255"),
        ("outline_style", "solid"),
        ("outline_width", "0.3"),
        ("outline_width_unit", "MM"),
        ("size", "3"),
        ("size_unit", "MM"),
    ];
    let _ = write!(
        style,
        "<symbol type=\"marker\" name=\"{position}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\
         <layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">"
    );
    for (name, value) in settings {
        let _ = write!(style, "<Option name=\"{name}\" type=\"QString\" value=\"{value}\"/>");
    }
    style.push_str("</Option>");
    // QGIS before 3.22 reads these.
    for (name, value) in settings {
        let _ = write!(style, "<prop k=\"{name}\" v=\"{value}\"/>");
    }
    style.push_str("</layer></symbol>");
}
