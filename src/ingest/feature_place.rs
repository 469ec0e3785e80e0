//! Where a feature of a geographic file lies, as the cells that the engine reads.
use super::columns::{Column, FileColumn};
use super::workbook::RawGeometry;
use crate::domain::{Finding, FindingCode, Message};
use crate::geography::Crs;

/// What the place of a feature is called among the columns of its file.
pub(super) const TITLE: &str = "geometry";

/// Where a feature lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FeaturePlace {
    /// The file is a table and has no features.
    NotGeographic,
    /// Nowhere.
    Missing,
    /// At a point: its two numbers, and the system that the file names.
    Point { pair: String, crs: Option<Crs> },
    /// Somewhere that is no point, or cannot be read; why.
    Unusable(Finding),
}

impl FeaturePlace {
    /// The place in the numbers of the file. Where its system is unknown, the one that was `asked` for counts.
    pub fn of(geometry: &RawGeometry, asked: Option<Crs>) -> Self {
        match geometry {
            RawGeometry::NotGeographic => Self::NotGeographic,
            RawGeometry::Missing => Self::Missing,
            RawGeometry::Other(kind) => Self::Unusable(no_point(kind)),
            RawGeometry::Unreadable(why) => Self::Unusable(unreadable(why)),
            RawGeometry::Point(point) => {
                let pair = format!("{}; {}", point.x, point.y);
                match point.crs.as_deref().map(|text| (text, Crs::declared(text))) {
                    None => Self::Point { pair, crs: None },
                    Some((_, Some(crs))) => Self::Point { pair, crs: Some(crs) },
                    Some((_, None)) if asked.is_some() => Self::Point { pair, crs: None },
                    Some((text, None)) => Self::Unusable(unknown_system(text)),
                }
            }
        }
    }

    /// Whether the row says where it lies, be it nowhere.
    pub fn speaks(&self) -> bool {
        matches!(self, Self::Missing | Self::Point { .. })
    }

    /// The columns of a place, beside those of the file.
    pub fn columns() -> [FileColumn; 2] {
        [Column::Coordinates, Column::Crs].map(|column| FileColumn { meaning: Some(column), title: TITLE.to_owned() })
    }

    /// The cells below them.
    pub fn cells(&self) -> [String; 2] {
        match self {
            Self::Point { pair, crs } => [pair.clone(), crs.map(|crs| crs.to_string()).unwrap_or_default()],
            _ => [String::new(), String::new()],
        }
    }

    /// The place as people see it; nothing where there is none.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Point { pair, crs: Some(crs) } => Some(format!("{pair} ({crs})")),
            Self::Point { pair, crs: None } => Some(pair.clone()),
            _ => None,
        }
    }
}

/// Whether a column of attributes gives a place, too: that of the geometry counts.
pub(super) const fn gives_place(column: Column) -> bool {
    matches!(column, Column::Lon | Column::Lat | Column::X | Column::Y | Column::Coordinates | Column::Meridian | Column::Crs)
}

fn no_point(kind: &str) -> Finding {
    let message = Message::new(
        format!("Hình là {kind}, không phải điểm; vị trí được lấy theo địa chỉ."),
        format!("The geometry is a {kind} and no point; the place is taken from the address."),
    );
    Finding::warning(FindingCode::UnusableGeometry, message)
}

fn unreadable(why: &Message) -> Finding {
    let message = Message::new(
        format!("Không đọc được hình: {}. Vị trí được lấy theo địa chỉ.", why.vi),
        format!("The geometry cannot be read: {}. The place is taken from the address.", why.en),
    );
    Finding::warning(FindingCode::UnusableGeometry, message)
}

/// A feature without any geometry.
pub(super) fn missing() -> Finding {
    let message = Message::new(
        "Không có hình; vị trí được lấy theo địa chỉ.",
        "There is no geometry; the place is taken from the address.",
    );
    Finding::note(FindingCode::UnusableGeometry, message)
}

/// A feature with a place and nothing else.
pub(super) fn bare_feature() -> Finding {
    let message = Message::new(
        "Đối tượng có vị trí nhưng không có thuộc tính nào; không được đọc là một điểm.",
        "The feature has a place and no attribute; it was not read as a site.",
    );
    Finding::warning(FindingCode::RowLeftOut, message)
}

fn unknown_system(text: &str) -> Finding {
    let shown: String = text.chars().take(80).collect();
    let message = Message::new(
        format!("Không rõ hệ tọa độ “{shown}” của tệp; tọa độ không được dùng. Hãy chọn hệ tọa độ cho tệp này."),
        format!(
            "The coordinate system “{shown}” of the file is not known; its points are not used. Choose the system of this file."
        ),
    );
    Finding::warning(FindingCode::UnusableGeometry, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::workbook::RawPoint;

    #[test]
    fn a_point_keeps_its_numbers_and_its_system() {
        let at = |crs: Option<&str>| RawGeometry::Point(RawPoint { x: 105.680_123_4, y: 21.09, crs: crs.map(Into::into) });
        let place = FeaturePlace::of(&at(Some("urn:ogc:def:crs:OGC:1.3:CRS84")), None);
        assert_eq!(place.cells()[0], "105.6801234; 21.09");
        assert_eq!(place, FeaturePlace::Point { pair: "105.6801234; 21.09".to_owned(), crs: Some(Crs::CRS84) });
        assert!(matches!(FeaturePlace::of(&at(Some("LOCAL")), None), FeaturePlace::Unusable(_)));
        assert!(FeaturePlace::of(&at(Some("LOCAL")), Some(Crs::CRS84)).speaks());
        assert!(!FeaturePlace::of(&RawGeometry::Other("Polygon".to_owned()), None).speaks());
    }
}
