//! The formats in which every match can be downloaded, once: file endings, media types, names, and what each cannot do.
use super::reply::{CSV, GEOJSON, XLSX};
use crate::domain::Message;
use crate::encode::{Subject, WORKBOOK_RECORDS_MAX};
use crate::geography::Crs;
use crate::query::QueryError;

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

    /// Those that can hold areas: GPX only knows points and lines.
    pub(super) const OF_AREAS: [Self; 7] =
        [Self::Xlsx, Self::Csv, Self::GeoPackage, Self::GeoJson, Self::GeoJsonSeq, Self::FlatGeobuf, Self::Kml];

    /// Every format in which these records can be had.
    pub(super) const fn all_of(subject: Subject) -> &'static [Self] {
        match subject {
            Subject::Sites => &Self::ALL,
            Subject::Regions => &Self::OF_AREAS,
        }
    }

    /// The format of `export.geojson` and its like, among these.
    pub(super) fn of_file(name: &str, formats: &[Self]) -> Option<Self> {
        let extension = name.strip_prefix("export.")?;
        formats.iter().copied().find(|format| format.extension() == extension)
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
    pub(super) fn title(self, subject: Subject) -> Message {
        let (vi, en) = match self {
            Self::Csv if subject == Subject::Regions => ("CSV (bảng tính)", "CSV (spreadsheets)"),
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

    /// The names of the files in these formats, for sentences.
    pub(super) fn files(formats: &[Self]) -> String {
        formats.iter().map(|format| format!("export.{}", format.extension())).collect::<Vec<_>>().join(", ")
    }

    /// Refuses what the format cannot do.
    pub(super) fn check(self, demands: Demands) -> Result<(), QueryError> {
        if matches!(self, Self::Kml | Self::Gpx) && demands.crs != Crs::CRS84 {
            return Err(QueryError::invalid(
                "crs",
                Message::new(
                    "KML và GPX theo định nghĩa luôn dùng kinh độ, vĩ độ WGS 84. Hãy bỏ tham số này hoặc chọn gpkg, fgb, geojson, csv, xlsx",
                    "KML and GPX have longitude and latitude of WGS 84 by definition. Leave the parameter out, or take gpkg, fgb, geojson, csv or xlsx",
                ),
            ));
        }
        if self == Self::Gpx && demands.has_properties {
            return Err(QueryError::invalid(
                "properties",
                Message::new(
                    "GPX chỉ có tên, mô tả, loại và ký hiệu. Hãy bỏ tham số này hoặc chọn định dạng khác",
                    "GPX only has a name, a description, a type and a symbol. Leave the parameter out, or take another format",
                ),
            ));
        }
        if self == Self::FlatGeobuf && demands.is_sorted {
            return Err(QueryError::invalid(
                "sortby",
                Message::new(
                    "FlatGeobuf xếp đối tượng theo chỉ mục không gian. Hãy bỏ tham số này hoặc chọn định dạng khác",
                    "FlatGeobuf keeps features in the order of its spatial index. Leave the parameter out, or take another format",
                ),
            ));
        }
        if matches!(self, Self::Csv | Self::Xlsx) && demands.is_simplified {
            return Err(QueryError::invalid(
                "resolution",
                Message::new(
                    "bảng không có ranh giới để đơn giản hóa. Hãy bỏ tham số này hoặc chọn gpkg, fgb, geojson, kml",
                    "a table has no borders that could be simplified. Leave the parameter out, or take gpkg, fgb, geojson or kml",
                ),
            ));
        }
        Ok(())
    }

    /// Refuses more records than the format can hold.
    pub(super) fn check_count(self, count: usize) -> Result<(), QueryError> {
        if self != Self::Xlsx || count <= WORKBOOK_RECORDS_MAX {
            return Ok(());
        }
        let reason = Message::new(
            format!(
                "một trang Excel chứa tối đa {WORKBOOK_RECORDS_MAX} hàng, bộ lọc có {count}. Hãy lọc bớt hoặc chọn csv, gpkg, fgb, geojson"
            ),
            format!(
                "an Excel sheet holds at most {WORKBOOK_RECORDS_MAX} rows, the filter has {count}. Filter more, or take csv, gpkg, fgb or geojson"
            ),
        );
        Err(QueryError::invalid("export.xlsx", reason))
    }
}

/// What a query asks of the format of its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demands {
    /// In this coordinate system.
    pub(super) crs: Crs,
    /// With chosen properties.
    pub(super) has_properties: bool,
    /// In a chosen order.
    pub(super) is_sorted: bool,
    /// With simplified borders.
    pub(super) is_simplified: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_file_and_a_media_type_of_its_own() {
        for format in ExportFormat::ALL {
            assert_eq!(ExportFormat::of_file(&format!("export.{}", format.extension()), &ExportFormat::ALL), Some(format));
            let same = ExportFormat::ALL.into_iter().filter(|other| other.media_type() == format.media_type()).count();
            assert_eq!(same, 1, "{format:?}");
        }
        assert_eq!(ExportFormat::of_file("export.exe", &ExportFormat::ALL), None);
        assert_eq!(ExportFormat::of_file("csv", &ExportFormat::ALL), None);
        assert_eq!(ExportFormat::of_file("export.gpx", ExportFormat::all_of(Subject::Regions)), None);
    }

    #[test]
    fn more_sites_than_a_sheet_holds_are_refused_with_other_formats() {
        assert!(ExportFormat::Xlsx.check_count(1_048_575).is_ok());
        let refused = ExportFormat::Xlsx.check_count(1_048_576).unwrap_err();
        assert!(refused.message.vi.contains("1048575") && refused.message.en.contains("csv, gpkg, fgb"), "{refused:?}");
        assert!(ExportFormat::Csv.check_count(9_999_999).is_ok());
    }
}
