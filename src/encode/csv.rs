//! Public sites as CSV: UTF-8 with BOM so that Excel reads Vietnamese, no cell that Excel would run as a formula, and
//! headers that import understands, so that an export can be corrected and brought back.
use crate::domain::{Language, Message, PublicSite};
use crate::geography::Vn2000;

/// One column: the English header, the Vietnamese one, and how a cell is written.
struct Column {
    english: &'static str,
    vietnamese: &'static str,
    cell: fn(&PublicSite) -> String,
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

macro_rules! columns {
    ($(($english:literal, $vietnamese:literal, $cell:expr)),+ $(,)?) => {
        &[$(Column { english: $english, vietnamese: $vietnamese, cell: $cell }),+]
    };
}

const COLUMNS: &[Column] = columns![
    ("id", "Mã", |public| public.site.id.to_string()),
    ("name", "Tên", |public| public.site.facts.name.clone()),
    ("kind", "Loại hình", |public| public.site.facts.kind.to_string()),
    ("sector", "Lĩnh vực", |public| public.site.facts.sector.to_string()),
    ("subsector", "Ngành hàng", |public| text(public.site.facts.subsector.as_ref())),
    ("technologies", "Công nghệ", |public| public.site.facts.technologies.join(";")),
    ("certifications", "Chứng nhận", |public| public.site.facts.certifications.join(";")),
    ("area_ha", "Diện tích (ha)", |public| text(public.site.facts.area_ha)),
    ("herd_size", "Quy mô đàn (con)", |public| text(public.site.facts.herd_size)),
    ("members", "Số thành viên", |public| text(public.site.facts.members)),
    ("established_year", "Năm thành lập", |public| text(public.site.facts.established_year)),
    ("revenue_vnd_per_year", "Doanh thu (đồng/năm)", |public| text(public.site.facts.revenue_vnd_per_year)),
    ("status", "Trạng thái", |public| public.site.facts.status.to_string()),
    ("legacy_province", "Tỉnh cũ", |public| text(public.site.facts.address.province.as_ref())),
    ("legacy_district", "Huyện cũ", |public| text(public.site.facts.address.district.as_ref())),
    ("legacy_commune", "Xã cũ", |public| text(public.site.facts.address.commune.as_ref())),
    ("lon", "Kinh độ", |public| text(public.site.facts.placement.point.map(|point| point.lon))),
    ("lat", "Vĩ độ", |public| text(public.site.facts.placement.point.map(|point| point.lat))),
    ("vn2000_x_north", "VN-2000 X (Bắc, m)", |public| plane(public, |place| format!("{:.3}", place.x_north_m))),
    ("vn2000_y_east", "VN-2000 Y (Đông, m)", |public| plane(public, |place| format!("{:.3}", place.y_east_m))),
    ("vn2000_meridian", "VN-2000 kinh tuyến trục", |public| plane(public, |place| place.central_meridian_deg.to_string())),
    ("vn2000_epsg", "VN-2000 EPSG", |public| plane(public, |place| place.epsg.to_string())),
    ("position_accuracy", "Độ chính xác vị trí", |public| text(public.site.facts.placement.accuracy)),
    ("operator_id", "Mã đơn vị vận hành", |public| text(public.site.facts.operator_id)),
    ("abstract", "Tóm tắt", |public| text(public.site.facts.abstract_text.as_ref())),
    ("source_title", "Tên nguồn", |public| joined(public, |source| source.title.clone())),
    ("source_url", "Địa chỉ nguồn", |public| joined(public, |source| source.url.clone())),
    ("source_date", "Ngày nguồn", |public| joined(public, |source| source.date.map(|date| date.to_string()))),
    ("confidence", "Độ tin cậy", |public| text(public.site.facts.confidence)),
    ("verified_on", "Ngày xác minh", |public| text(public.site.facts.verified_on)),
    ("current_province_id", "Mã tỉnh mới", |public| text(public.site.facts.placement.province)),
    ("current_province", "Tỉnh mới", |public| text(public.province.as_deref())),
    ("current_commune_id", "Mã xã mới", |public| text(public.site.facts.placement.commune)),
    ("current_commune", "Xã mới", |public| text(public.commune.as_deref())),
    ("former_province_id", "Mã tỉnh cũ", |public| text(public.site.facts.placement.former_province)),
    ("former_district_id", "Mã huyện cũ", |public| text(public.site.facts.placement.former_district)),
    ("former_commune_id", "Mã xã cũ", |public| text(public.site.facts.placement.former_commune)),
    ("commune_is_certain", "Xã mới chắc chắn", |public| text(public.site.facts.placement.commune_is_certain)),
    ("updated_at", "Cập nhật lúc", |public| public.site.updated_at.to_string()),
];

fn plane(public: &PublicSite, cell: fn(&Vn2000) -> String) -> String {
    Vn2000::of_placement(&public.site.facts.placement).map(|place| cell(&place)).unwrap_or_default()
}

const NOTE: (&str, &str) = ("export_note", "Ghi chú xuất tệp");

fn joined(public: &PublicSite, part: fn(&crate::domain::Source) -> Option<String>) -> String {
    let parts: Vec<String> = public.site.facts.sources.iter().map(|source| part(source).unwrap_or_default()).collect();
    // The separator stands between sources even where a part is missing, so that the parts stay in step.
    parts.join(" | ")
}

/// Writes an export row by row, so that it can be streamed.
pub struct CsvExport {
    note: String,
    language: Language,
}

impl CsvExport {
    /// An export whose first row carries `note`: the filter, date, count and licence.
    pub fn new(language: Language, note: &Message) -> Self {
        Self { note: note.in_language(language).to_owned(), language }
    }

    /// The byte-order mark and the header.
    pub fn header(&self) -> Vec<u8> {
        let names = COLUMNS.iter().map(|column| (column.english, column.vietnamese)).chain([NOTE]);
        let row = names.map(|(english, vietnamese)| match self.language {
            Language::Vietnamese => vietnamese.to_owned(),
            Language::English => english.to_owned(),
        });
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        bytes.extend(line(row));
        bytes
    }

    /// One record; the note is written in the first only.
    pub fn row(&self, public: &PublicSite, is_first: bool) -> Vec<u8> {
        let note = if is_first { self.note.clone() } else { String::new() };
        line(COLUMNS.iter().map(|column| (column.cell)(public)).chain([note]))
    }
}

/// One line of CSV, every cell safe in a spreadsheet.
pub(super) fn line(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let safe: Vec<String> = cells.map(|cell| spreadsheet_safe(&cell)).collect();
    // Writing to a vector cannot fail.
    let _ = writer.write_record(&safe);
    writer.into_inner().unwrap_or_default()
}

/// The text with an apostrophe before it where a spreadsheet would take it for a formula; plain numbers stay numbers.
pub fn spreadsheet_safe(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if is_formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_a_number_stays_one() {
        assert_eq!(spreadsheet_safe("=1+1"), "'=1+1");
        assert_eq!(spreadsheet_safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(spreadsheet_safe("-12.5"), "-12.5");
        assert_eq!(spreadsheet_safe("- Rau"), "'- Rau");
        assert_eq!(spreadsheet_safe("Rau"), "Rau");
    }
}
