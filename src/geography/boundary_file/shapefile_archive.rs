//! Reads a shapefile from a zip archive: shapes, attributes in their encoding, and the text of the coordinate system.
use std::io::{Cursor, Read};

use shapefile::dbase::encoding::{DynEncoding, EncodingRs, Unicode};
use shapefile::dbase::{FieldValue, Reader, ReaderBuilder};
use shapefile::{PolygonRing, Shape, ShapeReader};
use zip::ZipArchive;

use super::boundary_file_error::BoundaryFileError;
use super::declared_crs::DeclaredCrs;
use super::feature::{FileFeature, RawRing, RawShape, ShapeFault};

/// Most files of an archive.
const ENTRIES_MAX: usize = 10_000;

/// An archive and how much of it may still be unpacked.
struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    limit: u64,
    left: u64,
}

/// The features of the only shapefile in the archive and what it says of its coordinate system.
pub(super) fn read_archive(bytes: &[u8], limit: u64) -> Result<(DeclaredCrs, Vec<FileFeature>), BoundaryFileError> {
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BoundaryFileError::truncated("zip"))?;
    if zip.len() > ENTRIES_MAX {
        return Err(BoundaryFileError::new(
            format!("tệp zip có hơn {ENTRIES_MAX} tệp; chỉ nén một shapefile"),
            format!("the zip holds more than {ENTRIES_MAX} files; put one shapefile into it"),
        ));
    }
    let mut archive = Archive { zip, limit, left: limit };
    let stem = archive.only_shapefile()?;
    let Some(shp) = archive.part(&stem, "shp")? else { return Err(missing("shp")) };
    let Some(dbf) = archive.part(&stem, "dbf")? else { return Err(missing("dbf")) };
    let prj = archive.part(&stem, "prj")?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let declared = prj.map_or(DeclaredCrs::Silent, |text| DeclaredCrs::of(&text));
    let code_page = archive.part(&stem, "cpg")?.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());

    let shapes = shapes(&shp, archive.part(&stem, "shx")?)?;
    let records = records(&dbf, code_page.as_deref())?;
    if shapes.len() != records.len() {
        return Err(BoundaryFileError::new(
            format!(".shp có {} hình nhưng .dbf có {} dòng; tệp bị cắt cụt hoặc ghép nhầm", shapes.len(), records.len()),
            format!(
                "the .shp has {} shapes but the .dbf {} rows; the file is truncated or mixed up",
                shapes.len(),
                records.len()
            ),
        ));
    }
    let pairs = shapes.into_iter().zip(records).zip(1..);
    let features = pairs.map(|((shape, attributes), number)| FileFeature { number, attributes, shape }).collect();
    Ok((declared, features))
}

fn missing(ending: &str) -> BoundaryFileError {
    BoundaryFileError::new(
        format!("tệp zip thiếu tệp .{ending} của shapefile; cần .shp, .dbf và .prj"),
        format!("the zip lacks the .{ending} of the shapefile; it needs .shp, .dbf and .prj"),
    )
}

impl Archive<'_> {
    /// The path of the only shapefile, without its ending.
    fn only_shapefile(&self) -> Result<String, BoundaryFileError> {
        let is_hidden = |name: &str| name.starts_with("__MACOSX") || name.rsplit('/').next().unwrap_or_default().starts_with('.');
        let names = self.zip.file_names().filter_map(Result::ok).map(|name| name.into_owned());
        let mut found: Vec<String> = names.filter(|name| name.to_lowercase().ends_with(".shp") && !is_hidden(name)).collect();
        found.sort_unstable();
        match found.as_slice() {
            [only] => Ok(only.get(..only.len() - ".shp".len()).unwrap_or_default().to_owned()),
            [] => Err(missing("shp")),
            several => {
                let list = several.join(", ");
                Err(BoundaryFileError::new(
                    format!("tệp zip có nhiều shapefile ({list}); mỗi lần chỉ nhập một lớp"),
                    format!("the zip holds several shapefiles ({list}); import one layer at a time"),
                ))
            }
        }
    }

    /// One file of the shapefile, whatever the case of its ending.
    fn part(&mut self, stem: &str, ending: &str) -> Result<Option<Vec<u8>>, BoundaryFileError> {
        let wanted = format!("{stem}.{ending}").to_lowercase();
        let names: Vec<String> = self.zip.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
        let Some(at) = names.iter().position(|name| name.to_lowercase() == wanted) else { return Ok(None) };
        let damaged = || BoundaryFileError::truncated(&format!(".{ending}"));
        let file = self.zip.by_index(at).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        // What the archive says of its sizes may be a lie.
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| BoundaryFileError::unpacks_too_large(self.limit))?;
        Ok(Some(bytes))
    }
}

fn shapes(shp: &[u8], shx: Option<Vec<u8>>) -> Result<Vec<Result<RawShape, ShapeFault>>, BoundaryFileError> {
    let damaged = |_| BoundaryFileError::truncated(".shp");
    let reader = match shx {
        Some(shx) => ShapeReader::with_shx(Cursor::new(shp), Cursor::new(shx)),
        None => ShapeReader::new(Cursor::new(shp)),
    };
    let mut reader = reader.map_err(damaged)?;
    reader.iter_shapes().map(|shape| shape.map(raw_shape).map_err(damaged)).collect()
}

fn raw_shape(shape: Shape) -> Result<RawShape, ShapeFault> {
    let (rings, had_heights) = match shape {
        Shape::Polygon(polygon) => (rings(polygon.rings(), |point| [point.x, point.y]), false),
        Shape::PolygonM(polygon) => (rings(polygon.rings(), |point| [point.x, point.y]), false),
        Shape::PolygonZ(polygon) => (rings(polygon.rings(), |point| [point.x, point.y]), true),
        Shape::NullShape => return Err(ShapeFault::Missing),
        other => return Err(ShapeFault::NotPolygon(other.shapetype().to_string())),
    };
    Ok(RawShape { polygons: vec![rings], is_grouped: false, had_heights })
}

fn rings<P>(rings: &[PolygonRing<P>], place: impl Fn(&P) -> [f64; 2]) -> Vec<RawRing> {
    rings.iter().map(|ring| ring.points().iter().map(&place).collect()).collect()
}

/// The rows of the table: in the code page the archive names, else in UTF-8 where that reads, else in the old one.
fn records(dbf: &[u8], code_page: Option<&str>) -> Result<Vec<Vec<(String, String)>>, BoundaryFileError> {
    // Old programs used the code page of Vietnamese Windows without saying so.
    let old = DynEncoding::from(EncodingRs::from(encoding_rs::WINDOWS_1258));
    let encodings = match code_page.and_then(encoding_named) {
        Some(named) => vec![named],
        None => vec![DynEncoding::from(Unicode), old],
    };
    encodings.into_iter().find_map(|encoding| table(dbf, encoding)).ok_or_else(|| BoundaryFileError::truncated(".dbf"))
}

/// The encoding a .cpg file names; the library does not know the code page of old Vietnamese Windows.
fn encoding_named(name: &str) -> Option<DynEncoding> {
    let windows = || {
        let number = name.trim().trim_start_matches(|character: char| !character.is_ascii_digit());
        encoding_rs::Encoding::for_label(format!("windows-{number}").as_bytes())
    };
    DynEncoding::from_name(name).or_else(|| windows().map(|encoding| EncodingRs::from(encoding).into()))
}

fn table(dbf: &[u8], encoding: DynEncoding) -> Option<Vec<Vec<(String, String)>>> {
    let mut reader: Reader<_> = ReaderBuilder::new().with_encoding(encoding).build(Cursor::new(dbf)).ok()?;
    let names: Vec<String> = reader.fields().iter().map(|field| field.name().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.iter_records() {
        let mut record = record.ok()?;
        let cell = |name: &String| Some((name.clone(), cell_text(record.remove(name)?)?));
        rows.push(names.iter().filter_map(cell).collect());
    }
    Some(rows)
}

fn cell_text(value: FieldValue) -> Option<String> {
    match value {
        FieldValue::Character(text) => text,
        FieldValue::Memo(text) => Some(text),
        FieldValue::Numeric(number) => number.map(|number| number.to_string()),
        FieldValue::Float(number) => number.map(|number| number.to_string()),
        FieldValue::Integer(number) => Some(number.to_string()),
        FieldValue::Double(number) | FieldValue::Currency(number) => Some(number.to_string()),
        FieldValue::Logical(_) | FieldValue::Date(_) | FieldValue::DateTime(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shapefile::dbase::{Record, TableWriterBuilder};

    fn sample() -> (Vec<u8>, Vec<u8>) {
        let (mut shp, mut dbf) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
        let table = TableWriterBuilder::new().add_character_field("MA_XA".try_into().unwrap(), 10).build_with_dest(&mut dbf);
        let mut writer = shapefile::Writer::new(shapefile::ShapeWriter::new(&mut shp), table);
        let ring = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)].map(|(x, y)| shapefile::PointZ::new(x, y, 5.0, 0.0));
        let mut record = Record::default();
        record.insert("MA_XA".to_owned(), FieldValue::Character(Some("00004".to_owned())));
        let shape = shapefile::PolygonZ::new(PolygonRing::Outer(ring.to_vec()));
        writer.write_shape_and_record(&shape, &record).unwrap();
        drop(writer);
        (shp.into_inner(), dbf.into_inner())
    }

    #[test]
    fn damaged_bytes_never_panic() {
        let (shp, dbf) = sample();
        let whole = shapes(&shp, None).unwrap();
        assert!(whole[0].as_ref().is_ok_and(|shape| shape.had_heights && shape.polygons[0][0].len() == 4));
        assert_eq!(records(&dbf, None).unwrap(), [[("MA_XA".to_owned(), "00004".to_owned())]]);
        for length in 0..shp.len() {
            let _ = shapes(&shp[..length], None);
        }
        for length in 0..dbf.len() {
            let _ = records(&dbf[..length], None);
        }
        for (bytes, is_shp) in [(&shp, true), (&dbf, false)] {
            for at in 0..bytes.len() {
                for value in [0, 1, 0x7f, 0xff] {
                    let mut damaged = bytes.clone();
                    damaged[at] = value;
                    match is_shp {
                        true => drop(shapes(&damaged, None)),
                        false => drop(records(&damaged, Some("utf-8"))),
                    }
                }
            }
        }
    }
}
