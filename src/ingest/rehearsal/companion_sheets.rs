//! Sheets that our own files have beside their rows: code lists, explanations, examples. They hold no sites.
use super::file_remarks::companion;
use crate::domain::{Finding, text};
use crate::ingest::workbook::RawCell;

/// The sheet of the template that shows how rows are filled in.
pub(super) const EXAMPLES: &str = "Ví dụ (không nhập)";
/// The sheet of the template with what can be chosen.
pub(super) const CHOICES: &str = "Danh mục để chọn";
/// The sheet of the template that explains it.
pub(super) const GUIDE: &str = "Hướng dẫn";
/// The first cells of the sheets of our workbooks that list codes.
const CODE_LISTS: [[&str; 4]; 2] = [["danh muc", "ma", "tieng viet", "tieng anh"], ["list", "code", "vietnamese", "english"]];

/// The table of a GeoPackage in which GIS programs keep how layers look.
const STYLES: &str = "layer_styles";

/// Why a sheet of one of our own files holds no sites; nothing where it may hold some.
pub(super) fn holds_no_sites(name: &str, first_row: &[RawCell]) -> Option<Finding> {
    let titles: Vec<String> = first_row.iter().map(|cell| text::fold(&cell.to_text())).collect();
    let is_code_list = CODE_LISTS.iter().any(|list| titles == *list);
    (is_code_list || [EXAMPLES, CHOICES, GUIDE, STYLES].contains(&name)).then(companion)
}
