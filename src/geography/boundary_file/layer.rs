//! A boundary file as read: its format by its first bytes, its features, and the limits it keeps to.
use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::boundary_file_error::BoundaryFileError;
use super::declared_crs::DeclaredCrs;
use super::feature::{FileFeature, ShapeFault};
use super::geojson_layer::read_geojson;
use super::shapefile_archive::read_archive;
use super::well_known_binary::read_geopackage_geometry;

/// The format of a boundary file, by its first bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundaryFormat {
    /// A GeoJSON feature collection.
    GeoJson,
    /// The same, gzipped.
    GzippedGeoJson,
    /// A SQLite database with feature tables.
    GeoPackage,
    /// A shapefile in a zip archive.
    ZippedShapefile,
}

impl BoundaryFormat {
    /// The format of a file that begins so; at least 16 bytes are asked for.
    ///
    /// # Errors
    /// Where it is of no known format, or empty.
    pub fn of(head: &[u8]) -> Result<Self, BoundaryFileError> {
        if head.is_empty() {
            return Err(BoundaryFileError::new("tệp rỗng", "the file is empty"));
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        match head {
            [0x1f, 0x8b, ..] => Ok(Self::GzippedGeoJson),
            [b'P', b'K', 3 | 5, ..] => Ok(Self::ZippedShapefile),
            _ if head.starts_with(b"SQLite format 3\0") => Ok(Self::GeoPackage),
            _ if text.starts_with(b"{") => Ok(Self::GeoJson),
            [0, 0, 0x27, 0x0a, ..] => Err(BoundaryFileError::new(
                "tệp .shp đứng một mình; hãy nén .shp, .dbf, .prj (và .shx, .cpg) cùng nhau thành một tệp .zip",
                "a .shp by itself; put .shp, .dbf, .prj (and .shx, .cpg) together into one .zip",
            )),
            _ => Err(BoundaryFileError::unknown_format()),
        }
    }

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::GzippedGeoJson => "GeoJSON (gzip)",
            Self::GeoPackage => "GeoPackage",
            Self::ZippedShapefile => "shapefile (zip)",
        }
    }
}

/// A row of a GeoPackage layer: its attributes as text, and its geometry as the file has it.
pub type TableRow = (Vec<(String, String)>, Option<Vec<u8>>);

/// A boundary file as read; nothing is matched or checked yet.
#[derive(Clone, Debug)]
pub struct BoundaryFile {
    pub(in crate::geography) format: BoundaryFormat,
    pub(in crate::geography) declared: DeclaredCrs,
    pub(in crate::geography) features: Vec<FileFeature>,
}

impl BoundaryFile {
    /// Largest file that is read, in bytes.
    pub const BYTES_MAX: u64 = 256_000_000;
    /// Most bytes that a compressed file may unpack to.
    pub const UNPACKED_BYTES_MAX: u64 = 512_000_000;

    /// Reads GeoJSON or a zipped shapefile. A GeoPackage is a database: its rows go to [`BoundaryFile::of_table`].
    ///
    /// # Errors
    /// Where the file is empty, truncated, of another format, or holds no polygons; always with what is allowed.
    pub fn read(bytes: &[u8]) -> Result<Self, BoundaryFileError> {
        let format = BoundaryFormat::of(bytes)?;
        let (declared, features) = match format {
            BoundaryFormat::GeoJson => read_geojson(bytes)?,
            BoundaryFormat::GzippedGeoJson => read_geojson(&unpack(bytes, Self::UNPACKED_BYTES_MAX)?)?,
            BoundaryFormat::ZippedShapefile => read_archive(bytes, Self::UNPACKED_BYTES_MAX)?,
            BoundaryFormat::GeoPackage => return Err(BoundaryFileError::unknown_format()),
        };
        Self { format, declared, features }.with_polygons()
    }

    /// The file whose layer has these rows; `crs` is the code or the well-known text that the layer names, if any.
    ///
    /// # Errors
    /// Where no row is a polygon.
    pub fn of_table(crs: Option<&str>, rows: impl IntoIterator<Item = TableRow>) -> Result<Self, BoundaryFileError> {
        let feature = |((attributes, geometry), number): (TableRow, usize)| FileFeature {
            number,
            attributes,
            shape: read_geopackage_geometry(geometry.as_deref()),
        };
        let features = rows.into_iter().zip(1..).map(feature).collect();
        let declared = crs.map_or(DeclaredCrs::Silent, DeclaredCrs::of);
        Self { format: BoundaryFormat::GeoPackage, declared, features }.with_polygons()
    }

    /// How many features the file has.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether it has none, which reading refuses.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    fn with_polygons(self) -> Result<Self, BoundaryFileError> {
        let Some(first) = self.features.first() else {
            return Err(BoundaryFileError::new("tệp không có đối tượng nào", "the file has no features"));
        };
        if self.features.iter().any(|feature| !matches!(feature.shape, Err(ShapeFault::NotPolygon(_) | ShapeFault::Missing))) {
            return Ok(self);
        }
        let fault = first.shape.as_ref().err().map(ShapeFault::message).unwrap_or_else(|| ShapeFault::Missing.message());
        Err(BoundaryFileError::new(
            format!("không có đối tượng nào là vùng; đối tượng đầu tiên {}", fault.vi),
            format!("no feature is a polygon; the first one {}", fault.en),
        ))
    }
}

/// Unpacks gzip, at most so many bytes.
fn unpack(bytes: &[u8], limit: u64) -> Result<Vec<u8>, BoundaryFileError> {
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut unpacked);
    read.map_err(|_| BoundaryFileError::truncated("gzip"))?;
    match unpacked.len() as u64 > limit {
        true => Err(BoundaryFileError::unpacks_too_large(limit)),
        false => Ok(unpacked),
    }
}
