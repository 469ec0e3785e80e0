//! The formats that are read.

/// What a file is, told by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Text with commas, semicolons or tabs.
    Csv,
    /// A workbook of Excel 2007 or later, with or without macros.
    Xlsx,
    /// A workbook of Excel 5 to 2003.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// GeoJSON, one document or one feature a line.
    GeoJson,
    /// A GeoPackage.
    GeoPackage,
    /// Shapefiles in a zip archive.
    ShapefileZip,
}

impl FileFormat {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Csv, Self::Xlsx, Self::Xls, Self::Ods, Self::GeoJson, Self::GeoPackage, Self::ShapefileZip];

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "Excel (.xlsx)",
            Self::Xls => "Excel 97–2003 (.xls)",
            Self::Ods => "OpenDocument (.ods)",
            Self::GeoJson => "GeoJSON",
            Self::GeoPackage => "GeoPackage",
            Self::ShapefileZip => "shapefile (.zip)",
        }
    }

    /// Whether its rows are features, which have a geometry and whose first row holds the names of the properties.
    pub const fn is_geographic(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoPackage | Self::ShapefileZip)
    }

    /// The endings of names of such files, in small letters.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv", "tsv", "txt", "tab"],
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
            Self::Xls => &["xls", "xlt"],
            Self::Ods => &["ods", "ots"],
            Self::GeoJson => &["geojson", "json", "geojsonl", "ndjson", "jsonl", "geojsons"],
            Self::GeoPackage => &["gpkg"],
            Self::ShapefileZip => &["zip"],
        }
    }
}
