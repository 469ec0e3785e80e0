//! The formats in which every match can be downloaded, once: file endings, media types, names, and what each cannot do.
use super::reply::{CSV, GEOJSON, XLSX};
use crate::domain::Message;
use crate::encode::WORKBOOK_SITES_MAX;
use crate::geography::Crs;
use crate::query::{ExportQuery, QueryError};

/// A format of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportFormat {
    GeoJson,
    GeoJsonSeq,
    Csv,
    Xlsx,
    Kml,
    GeoPackage,
    FlatGeobuf,
    Gpx,
}

impl ExportFormat {
    /// Every format, the ones most people want first.
    pub(super) const ALL: [Self; 8] =
        [Self::Xlsx, Self::Csv, Self::GeoPackage, Self::GeoJson, Self::GeoJsonSeq, Self::FlatGeobuf, Self::Kml, Self::Gpx];

    /// The format of `export.geojson` and its like.
    pub(super) fn of_file(name: &str) -> Option<Self> {
        let extension = name.strip_prefix("export.")?;
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The end of a file's name.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonSeq => "geojsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Kml => "kml",
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
            Self::Gpx => "gpx",
        }
    }

    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => GEOJSON,
            Self::GeoJsonSeq => "application/geo+json-seq",
            Self::Csv => CSV,
            Self::Xlsx => XLSX,
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::FlatGeobuf => "application/flatgeobuf",
            Self::Gpx => "application/gpx+xml",
        }
    }

    /// What it is called and what opens it.
    pub(super) fn title(self) -> Message {
        let (vi, en) = match self {
            Self::GeoJson => ("GeoJSON (QGIS, bản đồ web)", "GeoJSON (QGIS, web maps)"),
            Self::GeoJsonSeq => ("GeoJSON theo dòng (xử lý dữ liệu lớn)", "GeoJSON text sequence (large data, pipelines)"),
            Self::Csv => ("CSV (bảng tính, nhập lại được)", "CSV (spreadsheets, can be imported again)"),
            Self::Xlsx => ("Excel", "Excel"),
            Self::Kml => ("KML (Google Earth)", "KML (Google Earth)"),
            Self::GeoPackage => ("GeoPackage (QGIS, ArcGIS)", "GeoPackage (QGIS, ArcGIS)"),
            Self::FlatGeobuf => ("FlatGeobuf (QGIS, bản đồ web)", "FlatGeobuf (QGIS, web maps)"),
            Self::Gpx => ("GPX (máy GPS, điện thoại)", "GPX (GPS devices, phones)"),
        };
        Message::new(vi, en)
    }

    /// The names of all files, for sentences.
    pub(super) fn files() -> String {
        Self::ALL.map(|format| format!("export.{}", format.extension())).join(", ")
    }

    /// Refuses what the format cannot do.
    pub(super) fn check(self, query: &ExportQuery) -> Result<(), QueryError> {
        if matches!(self, Self::Kml | Self::Gpx) && query.crs != Crs::CRS84 {
            return Err(QueryError::invalid(
                "crs",
                Message::new(
                    "KML và GPX theo định nghĩa luôn dùng kinh độ, vĩ độ WGS 84. Hãy bỏ tham số này hoặc chọn gpkg, fgb, geojson, csv, xlsx",
                    "KML and GPX have longitude and latitude of WGS 84 by definition. Leave the parameter out, or take gpkg, fgb, geojson, csv or xlsx",
                ),
            ));
        }
        if self == Self::Gpx && query.properties.is_some() {
            return Err(QueryError::invalid(
                "properties",
                Message::new(
                    "GPX chỉ có tên, mô tả, loại và ký hiệu. Hãy bỏ tham số này hoặc chọn định dạng khác",
                    "GPX only has a name, a description, a type and a symbol. Leave the parameter out, or take another format",
                ),
            ));
        }
        if self == Self::FlatGeobuf && !query.sort.is_empty() {
            return Err(QueryError::invalid(
                "sortby",
                Message::new(
                    "FlatGeobuf xếp đối tượng theo chỉ mục không gian. Hãy bỏ tham số này hoặc chọn định dạng khác",
                    "FlatGeobuf keeps features in the order of its spatial index. Leave the parameter out, or take another format",
                ),
            ));
        }
        Ok(())
    }

    /// Refuses more sites than the format can hold.
    pub(super) fn check_count(self, count: usize) -> Result<(), QueryError> {
        if self != Self::Xlsx || count <= WORKBOOK_SITES_MAX {
            return Ok(());
        }
        let reason = Message::new(
            format!(
                "một trang Excel chứa tối đa {WORKBOOK_SITES_MAX} điểm, bộ lọc có {count}. Hãy lọc bớt hoặc chọn csv, gpkg, fgb, geojson"
            ),
            format!(
                "an Excel sheet holds at most {WORKBOOK_SITES_MAX} sites, the filter has {count}. Filter more, or take csv, gpkg, fgb or geojson"
            ),
        );
        Err(QueryError::invalid("export.xlsx", reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_file_and_a_media_type_of_its_own() {
        for format in ExportFormat::ALL {
            assert_eq!(ExportFormat::of_file(&format!("export.{}", format.extension())), Some(format));
            let same = ExportFormat::ALL.into_iter().filter(|other| other.media_type() == format.media_type()).count();
            assert_eq!(same, 1, "{}", format.title());
        }
        assert_eq!(ExportFormat::of_file("export.exe"), None);
        assert_eq!(ExportFormat::of_file("csv"), None);
    }

    #[test]
    fn more_sites_than_a_sheet_holds_are_refused_with_other_formats() {
        assert!(ExportFormat::Xlsx.check_count(1_048_575).is_ok());
        let refused = ExportFormat::Xlsx.check_count(1_048_576).unwrap_err();
        assert!(refused.message.vi.contains("1048575") && refused.message.en.contains("csv, gpkg, fgb"), "{refused:?}");
        assert!(ExportFormat::Csv.check_count(9_999_999).is_ok());
    }
}
