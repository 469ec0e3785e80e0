//! What the columns of a file mean, by their English or Vietnamese headers in any spelling.
use csv::StringRecord;

use crate::domain::{Message, text};

/// A column import understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Id,
    Name,
    Kind,
    Sector,
    Subsector,
    Technologies,
    Certifications,
    AreaHa,
    HerdSize,
    Members,
    EstablishedYear,
    RevenueVndPerYear,
    Status,
    Province,
    District,
    Commune,
    Lon,
    Lat,
    /// Metres, north as Vietnamese tables have it; or east, as GIS programs have it: the numbers decide.
    X,
    /// The other one.
    Y,
    /// Both coordinates in one cell.
    Coordinates,
    /// The central meridian of X and Y.
    Meridian,
    /// The coordinate system of the row.
    Crs,
    PositionAccuracy,
    OperatorId,
    Abstract,
    SourceTitle,
    SourceUrl,
    SourceDate,
    Confidence,
    VerifiedOn,
    /// How exactly the public may know the place.
    PublicPrecision,
    /// Whose the site is.
    Holder,
    /// The province of today, beside the given address in an export; the address itself where a file has no other.
    CurrentProvince,
    /// The commune of today, in the same way.
    CurrentCommune,
    /// Written by export for readers and worked out again on import.
    Derived,
}

/// Folded headers of each column; the first is the one messages name.
const HEADERS: &[(Column, &[&str])] = &[
    (Column::Id, &["id", "ma"]),
    (Column::Name, &["name", "ten", "ten mo hinh", "ten co so", "ten diem", "ten htx", "ten don vi"]),
    (Column::Kind, &["kind", "loai hinh", "loai", "hinh thuc"]),
    (Column::Sector, &["sector", "linh vuc", "nganh"]),
    (Column::Subsector, &["subsector", "nhom san pham", "nganh hang", "phan nganh", "san pham", "doi tuong"]),
    (Column::Technologies, &["technologies", "technology", "cong nghe", "cong nghe ap dung", "cong nghe ung dung"]),
    (Column::Certifications, &["certifications", "certification", "chung nhan", "chung chi"]),
    (Column::AreaHa, &["area ha", "dien tich ha", "dien tich", "dt ha", "dt"]),
    (Column::HerdSize, &["herd size", "quy mo dan con", "quy mo dan", "tong dan", "so con"]),
    (Column::Members, &["members", "so thanh vien", "thanh vien", "so ho"]),
    (Column::EstablishedYear, &["established year", "nam thanh lap", "nam bat dau"]),
    (Column::RevenueVndPerYear, &["revenue vnd per year", "doanh thu dong nam", "doanh thu", "doanh thu dong"]),
    (Column::Status, &["status", "trang thai"]),
    (
        Column::Province,
        &["province", "legacy province", "former province", "tinh", "tinh cu", "tinh thanh pho", "tinh tp", "thanh pho"],
    ),
    (
        Column::District,
        &["district", "legacy district", "former district", "huyen", "huyen cu", "quan huyen", "huyen quan", "quan huyen cu"],
    ),
    (
        Column::Commune,
        &["commune", "legacy commune", "former commune", "ward", "xa", "xa cu", "xa phuong", "phuong xa", "xa phuong thi tran"],
    ),
    (Column::Lon, &["lon", "longitude", "kinh do", "long", "lng"]),
    (Column::Lat, &["lat", "latitude", "vi do"]),
    (
        Column::X,
        &[
            "x",
            "x m",
            "x bac",
            "x bac m",
            "x north",
            "x north m",
            "toa do x",
            "toa do x m",
            "toa do x bac",
            "toa do x bac m",
            "x vn2000",
            "x vn 2000",
            "vn2000 x",
            "vn 2000 x",
            "vn2000 x north",
            "vn 2000 x bac m",
            "vn 2000 x bac",
            "northing",
            "northing m",
            "bac",
            "bac m",
        ],
    ),
    (
        Column::Y,
        &[
            "y",
            "y m",
            "y dong",
            "y dong m",
            "y east",
            "y east m",
            "toa do y",
            "toa do y m",
            "toa do y dong",
            "toa do y dong m",
            "y vn2000",
            "y vn 2000",
            "vn2000 y",
            "vn 2000 y",
            "vn2000 y east",
            "vn 2000 y dong m",
            "vn 2000 y dong",
            "easting",
            "easting m",
            "dong",
            "dong m",
        ],
    ),
    (
        Column::Coordinates,
        &[
            "coordinates",
            "coordinate",
            "toa do",
            "vi tri",
            "toa do gps",
            "gps",
            "location",
            "lat lon",
            "latlon",
            "lat long",
            "vi do kinh do",
        ],
    ),
    (
        Column::Meridian,
        &[
            "central meridian",
            "kinh tuyen truc",
            "ktt",
            "meridian",
            "kinh tuyen",
            "kt truc",
            "vn2000 meridian",
            "vn2000 central meridian",
            "vn 2000 kinh tuyen truc",
        ],
    ),
    (Column::Crs, &["crs", "epsg", "ma epsg", "he toa do", "he quy chieu", "vn2000 epsg", "vn 2000 epsg", "ma he toa do"]),
    (Column::PositionAccuracy, &["position accuracy", "do chinh xac vi tri"]),
    (Column::OperatorId, &["operator id", "ma don vi van hanh"]),
    (Column::Abstract, &["abstract", "tom tat", "mo ta"]),
    (Column::SourceTitle, &["source title", "ten nguon", "nguon"]),
    (Column::SourceUrl, &["source url", "dia chi nguon", "lien ket nguon", "link nguon"]),
    (Column::SourceDate, &["source date", "ngay nguon"]),
    (Column::Confidence, &["confidence", "do tin cay"]),
    (Column::VerifiedOn, &["verified on", "ngay kiem tra", "ngay xac minh"]),
    (Column::PublicPrecision, &["public precision", "do chinh xac cong khai", "do chinh xac duoc cong khai"]),
    (Column::Holder, &["holder", "chu the", "loai chu the"]),
    (Column::CurrentProvince, &["current province", "tinh moi"]),
    (Column::CurrentCommune, &["current commune", "xa moi", "xa phuong moi", "phuong xa moi"]),
    (
        Column::Derived,
        &[
            "current province id",
            "ma tinh moi",
            "current commune id",
            "ma xa moi",
            "former province id",
            "ma tinh cu",
            "former district id",
            "ma huyen cu",
            "former commune id",
            "ma xa cu",
            "commune is certain",
            "xa moi chac chan",
            "updated at",
            "cap nhat luc",
            "export note",
            "ghi chu xuat tep",
        ],
    ),
];

/// A column of the file: what it means to us and what the file calls it.
#[derive(Clone, Debug)]
pub(super) struct FileColumn {
    pub meaning: Option<Column>,
    pub title: String,
}

/// What every site must have.
pub(super) const REQUIRED: &[Column] = &[Column::Name, Column::Kind, Column::Sector, Column::Province];

/// What is wrong with a header.
#[derive(Debug, thiserror::Error)]
pub enum HeaderError {
    /// Columns every file must have are not there.
    #[error("missing columns: {}", missing.join(", "))]
    Missing {
        /// Their names.
        missing: Vec<&'static str>,
        /// What the file has.
        found: Vec<String>,
    },
    /// Two columns mean the same.
    #[error("columns “{first}” and “{second}” mean the same")]
    Twice {
        /// The first title.
        first: String,
        /// The second title.
        second: String,
    },
}

impl HeaderError {
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Missing { missing, found } => {
                let (missing, found) = (missing.join(", "), found.join(", "));
                Message::new(
                    format!(
                        "Thiếu cột: {missing}. Tệp có các cột: {found}. Cần có: name (tên), kind (loại hình), sector (lĩnh vực), province (tỉnh)."
                    ),
                    format!("Missing columns: {missing}. The file has: {found}. Needed: name, kind, sector, province."),
                )
            }
            Self::Twice { first, second } => Message::new(
                format!("Hai cột “{first}” và “{second}” cùng một nghĩa; hãy bỏ hoặc đổi tên một cột."),
                format!("Columns “{first}” and “{second}” mean the same; remove or rename one."),
            ),
        }
    }
}

/// Recognises the header. Unknown columns stay unknown; they are reported, not lost.
pub(super) fn recognise_header(record: &StringRecord) -> Result<Vec<FileColumn>, HeaderError> {
    let read = |title: &str| FileColumn { meaning: meaning(title), title: title.trim().to_owned() };
    checked(record.iter().map(read).collect())
}

/// The columns as they stand beside each other, where none is missing and no two mean the same.
pub(super) fn checked(mut columns: Vec<FileColumn>) -> Result<Vec<FileColumn>, HeaderError> {
    settle(&mut columns);
    for (position, column) in columns.iter().enumerate() {
        let same = columns.iter().take(position).find(|earlier| earlier.meaning.is_some() && earlier.meaning == column.meaning);
        if let (Some(earlier), false) = (same, column.meaning == Some(Column::Derived)) {
            return Err(HeaderError::Twice { first: earlier.title.clone(), second: column.title.clone() });
        }
    }
    let is_missing = |needed: &&Column| !columns.iter().any(|column| column.meaning == Some(**needed));
    let missing: Vec<&'static str> = REQUIRED.iter().filter(is_missing).filter_map(|column| column.name()).collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    Err(HeaderError::Missing { missing, found: columns.into_iter().map(|column| column.title).collect() })
}

/// What columns mean beside each other.
pub(super) fn settle(columns: &mut [FileColumn]) {
    take_current_address(columns);
    drop_half_a_pair(columns);
}

/// Names of today are the address where the file has no column for it: since 2025-07 many files know no others.
fn take_current_address(columns: &mut [FileColumn]) {
    let has = |columns: &[FileColumn], wanted: Column| columns.iter().any(|column| column.meaning == Some(wanted));
    let has_old_units = has(columns, Column::District) || has(columns, Column::Commune);
    let has_province = has(columns, Column::Province);
    for column in columns {
        match column.meaning {
            Some(Column::CurrentProvince) if !has_province => column.meaning = Some(Column::Province),
            Some(Column::CurrentCommune) if !has_old_units => column.meaning = Some(Column::Commune),
            _ => {}
        }
    }
}

/// A column that is called X or Y holds coordinates only where the other one is there too.
fn drop_half_a_pair(columns: &mut [FileColumn]) {
    let has = |wanted: Column| columns.iter().any(|column| column.meaning == Some(wanted));
    if has(Column::X) != has(Column::Y) {
        columns
            .iter_mut()
            .filter(|column| matches!(column.meaning, Some(Column::X | Column::Y)))
            .for_each(|column| column.meaning = None);
    }
}

impl Column {
    /// What messages call the column.
    pub(super) fn name(self) -> Option<&'static str> {
        HEADERS.iter().find(|(column, _)| *column == self).and_then(|(_, names)| names.first().copied())
    }
}

/// What a title means to us.
pub(super) fn meaning(title: &str) -> Option<Column> {
    let folded = text::fold(title);
    HEADERS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_in_both_languages() {
        for (title, column) in
            [("legacy_province", Column::Province), ("Tỉnh/Thành phố", Column::Province), ("DIỆN TÍCH (ha)", Column::AreaHa)]
        {
            assert_eq!(meaning(title), Some(column), "{title}");
        }
        assert_eq!(meaning("Ghi chú nội bộ"), None);
    }

    #[test]
    fn every_header_means_one_column() {
        let mut seen = std::collections::HashMap::new();
        for (column, names) in HEADERS {
            for name in *names {
                assert_eq!(seen.insert(*name, *column), None, "{name}");
                assert_eq!(&text::fold(name), name);
            }
        }
    }
}
