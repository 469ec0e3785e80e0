//! Whether the first row of a sheet has our own titles, so that its rows are read without any guess.
use crate::domain::text;
use crate::ingest::columns::{Column, FileColumn, checked, meaning};
use crate::ingest::feature_place::gives_place;
use crate::ingest::file_row::Layer;
use crate::ingest::table::{Corrections, Meaning, title_meaning};
use crate::ingest::workbook::{FileFormat, RawCell};

/// Members of our GeoJSON, and columns of our layers, that tell of units in other words than our tables.
const OF_LAYERS: &[(&str, Column)] = &[
    ("fid", Column::Derived),
    ("province id", Column::Derived),
    ("commune id", Column::Derived),
    ("former province", Column::Province),
    ("former district", Column::District),
    ("former commune", Column::Commune),
];

/// The columns of a sheet of our own layout.
#[derive(Clone, Debug)]
pub(super) struct OwnColumns {
    /// Those of the file, in their places.
    pub columns: Vec<FileColumn>,
    /// The place of a column that holds the sources of a site as JSON.
    pub sources: Option<usize>,
    /// What kind of rows they are.
    pub layer: Layer,
}

/// The columns that the titles of a first row mean, where all of them are our own.
pub(super) fn own_columns(titles: &[RawCell], format: FileFormat, corrections: &Corrections) -> Option<OwnColumns> {
    let titles: Vec<String> = titles.iter().map(|cell| cell.to_text().trim().to_owned()).collect();
    let is_layer = matches!(format, FileFormat::GeoJson | FileFormat::GeoPackage | FileFormat::ShapefileZip);
    let folded: Vec<String> = titles.iter().map(|title| text::fold(title)).collect();
    let has = |title: &str| folded.iter().any(|known| known == title);
    let has_address = has("legacy province") || has("legacy district") || has("legacy commune");
    let tells_units = is_layer && !has_address && has("former province") && has("province");
    let mut sources = None;
    let mut columns = Vec::new();
    for (position, (title, folded)) in titles.into_iter().zip(&folded).enumerate() {
        let of_layer = OF_LAYERS.iter().find(|(known, _)| is_layer && known == folded).map(|(_, column)| *column);
        let mut means = match (of_layer, folded.as_str()) {
            (_, "former province" | "former district" | "former commune") if is_layer && has_address => Some(Column::Derived),
            (_, "province") if tells_units => Some(Column::CurrentProvince),
            (_, "commune") if tells_units => Some(Column::CurrentCommune),
            (Some(column), _) => Some(column),
            (None, _) => meaning(&title),
        };
        if let Some(said) = corrections.meaning(&title) {
            means = match said {
                // What the engine does not read itself is understood with the rest of the sheet.
                Some(said) => Some(said.column()?),
                None => None,
            };
        } else if is_layer && folded == "sources" {
            (sources, means) = (Some(position), Some(Column::Derived));
        } else if is_layer && means.is_some_and(gives_place) {
            means = Some(Column::Derived);
        } else if means.is_none() && !title.is_empty() && tells_something(&title) {
            return None;
        }
        columns.push(FileColumn { meaning: means, title });
    }
    let layer = match (is_layer, tells_units) {
        (false, _) => Layer::None,
        (true, false) => Layer::Feature,
        (true, true) => Layer::FeatureWithUnits,
    };
    Some(OwnColumns { columns: checked(columns).ok()?, sources, layer })
}

/// Whether offices mean something by a title that is none of ours.
fn tells_something(title: &str) -> bool {
    title_meaning(title).is_some_and(|meaning| meaning != Meaning::Note)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(titles: &[&str], format: FileFormat) -> bool {
        let cells: Vec<RawCell> = titles.iter().map(|title| RawCell::Text((*title).to_owned())).collect();
        own_columns(&cells, format, &Corrections::default()).is_some()
    }

    #[test]
    fn our_own_titles_need_no_guess_and_those_of_offices_do() {
        assert!(own(&["Tên", "Loại hình", "Lĩnh vực", "Tỉnh", "Ghi chú nội bộ", ""], FileFormat::Csv));
        assert!(!own(&["STT", "Tên", "Loại hình", "Lĩnh vực", "Tỉnh"], FileFormat::Xlsx));
        assert!(!own(&["Tên", "Lĩnh vực", "Tỉnh"], FileFormat::Csv), "a required column is missing");
        assert!(!own(&["Tên", "name", "kind", "sector", "province"], FileFormat::Csv), "two columns of one meaning");
        assert!(own(
            &["id", "kind", "name", "sector", "province_id", "province", "former_province", "sources"],
            FileFormat::GeoJson
        ));
    }
}
