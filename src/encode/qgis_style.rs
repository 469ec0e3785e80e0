//! How QGIS shows the records when it opens a GeoPackage: looks by category, labels in the reader's language.
use std::fmt::Write;

use super::columns::RecordColumns;
use super::record::Record;
use super::subject::Subject;
use super::value::Labels;
use super::xml::escaped;

const HEAD: &str = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
     <qgis version=\"3.22.0\" styleCategories=\"Symbology|Fields\">\n";

/// A style in the language of QGIS (QML), with the headings of the columns.
pub(super) fn qgis_style<R: Record>(columns: &RecordColumns<R>, labels: Labels<'_>) -> String {
    let categories = R::categories(labels);
    let mut style = String::from(HEAD);
    // Writing to a string cannot fail.
    let _ = writeln!(
        style,
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">",
        R::CATEGORY_COLUMN
    );
    style.push_str("<categories>");
    for (position, category) in categories.iter().enumerate() {
        let (code, label) = (category.code, escaped(&category.label));
        let _ = write!(style, "<category symbol=\"{position}\" value=\"{code}\" label=\"{label}\" render=\"true\"/>");
    }
    style.push_str("</categories>\n<symbols>");
    for (position, category) in categories.iter().enumerate() {
        category.symbol.write_qgis(&mut style, position);
    }
    style.push_str("</symbols>\n</renderer-v2>\n<aliases>");
    // The identifier of the row and the geometry have no alias; QGIS counts the first.
    for (column, index) in columns.iter().zip(1..) {
        let heading = escaped(column.heading(labels.language));
        let _ = write!(style, "<alias field=\"{}\" index=\"{index}\" name=\"{heading}\"/>", column.name);
    }
    let geometry = match R::SUBJECT {
        Subject::Sites => 0,
        Subject::Regions => 2,
    };
    let _ = write!(style, "</aliases>\n<layerGeometryType>{geometry}</layerGeometryType>\n</qgis>\n");
    style
}
