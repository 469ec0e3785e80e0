//! Why a boundary file as a whole cannot be read, each with a sentence that says what is allowed.
use crate::domain::Message;

/// A boundary file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BoundaryFileError(pub Message);

impl BoundaryFileError {
    pub(super) fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Message::new(vi, en))
    }

    /// The file is larger than is read.
    pub fn too_large(bytes: u64, limit: u64) -> Self {
        let (size, most) = (bytes / 1_000_000, limit / 1_000_000);
        Self::new(
            format!("tệp lớn {size} MB, tối đa {most} MB. Hãy tách theo tỉnh hoặc đơn giản hóa đường biên"),
            format!("the file has {size} MB, at most {most} MB are read; split it by province or simplify the boundaries"),
        )
    }

    /// Unpacking was stopped.
    pub(super) fn unpacks_too_large(limit: u64) -> Self {
        let most = limit / 1_000_000;
        Self::new(
            format!("tệp nén bung ra quá {most} MB nên không được đọc tiếp"),
            format!("the compressed file unpacks to more than {most} MB and is not read further"),
        )
    }

    /// The file ends before it is complete.
    pub(super) fn truncated(what: &str) -> Self {
        Self::new(
            format!("{what} bị cắt cụt hoặc hỏng: tệp kết thúc giữa chừng. Hãy sao chép lại tệp gốc"),
            format!("the {what} is truncated or damaged: it ends midway; copy the original again"),
        )
    }

    /// The file is of no known format.
    pub(super) fn unknown_format() -> Self {
        Self::new(
            "không phải tệp ranh giới. Được phép: GeoJSON (.geojson, .json, có thể nén .gz), GeoPackage (.gpkg), shapefile nén .zip (.shp, .dbf, .prj)",
            "not a boundary file; allowed are GeoJSON (.geojson, .json, also gzipped), GeoPackage (.gpkg) and a zipped shapefile (.shp, .dbf, .prj)",
        )
    }
}
