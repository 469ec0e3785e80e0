//! GeoJSON, GeoPackages and zipped shapefiles as tables of features.
use std::io::Cursor;

use agriatlas::ingest::workbook::{
    FileFormat, FileNotice, FileRefusal, ForeignContent, NumberFormat, RawCell, RawGeometry, RawPoint, TextEncoding,
};
use shapefile::dbase::encoding::{DynEncoding, EncodingRs};
use shapefile::dbase::{Date, FieldValue, Record, TableWriterBuilder};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};

use crate::packing::zipped;
use crate::{open, read_all, rows, texts};

fn point(x: f64, y: f64, crs: Option<&str>) -> RawGeometry {
    RawGeometry::Point(RawPoint { x, y, crs: crs.map(Into::into) })
}

#[test]
fn features_of_geojson_are_rows() {
    let text = "{\"type\":\"FeatureCollection\",\"name\":\"x\",\"features\":[\
        {\"type\":\"Feature\",\"id\":\"m-1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[105.5,21,7]},\"properties\":{\"tên\":\"Đồng \\\"Tâm\\\"\",\"ha\":12.5}},\
        {\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]},\"properties\":{\"mã\":9007199254740993,\"list\":[1,\"a\"],\"có\":true,\"ha\":null}},\
        {\"type\":\"Feature\",\"geometry\":null,\"properties\":null},\
        {\"type\":\"Feature\",\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[105,20]]},\"properties\":{}}],\
        \"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::5897\"}}}";
    let mut workbook = open(text.as_bytes()).unwrap();
    assert_eq!((workbook.format(), workbook.sheets()[0].row_count_hint), (FileFormat::GeoJson, Some(5)));
    let read = rows(&mut workbook, 0);
    assert_eq!(read.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let shown: Vec<Vec<String>> = read.iter().map(|row| row.cells.iter().map(RawCell::to_text).collect()).collect();
    assert_eq!(shown[0], ["id", "tên", "ha", "mã", "list", "có"]);
    assert_eq!(shown[1], ["m-1", "Đồng \"Tâm\"", "12.5"]);
    assert_eq!(shown[2], ["", "", "", "9007199254740993", "[1,\"a\"]", "TRUE"]);
    let crs = Some("urn:ogc:def:crs:EPSG::5897");
    let geometries: Vec<RawGeometry> = read.into_iter().map(|row| row.geometry).collect();
    let expected = [
        RawGeometry::NotGeographic,
        point(105.5, 21.0, crs),
        RawGeometry::Other("Polygon".to_owned()),
        RawGeometry::Missing,
        point(105.0, 20.0, crs),
    ];
    assert_eq!(geometries, expected);
}

#[test]
fn one_feature_a_line_is_read_as_well() {
    let line = |number: u32| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"a\":{number}}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[105,{number}]}}}}\n"
        )
    };
    for mark in ["", "\u{1e}"] {
        let text: String = (1..=3).map(|number| format!("{mark}{}", line(number))).collect();
        let read = rows(&mut open(text.as_bytes()).unwrap(), 0);
        assert_eq!(read.len(), 4);
        assert_eq!(read[3].geometry, point(105.0, 3.0, Some("CRS84")));
    }
    let bare = b"{\"type\":\"Point\",\"coordinates\":[105,21]}";
    assert_eq!(rows(&mut open(bare).unwrap(), 0)[0].geometry, point(105.0, 21.0, Some("CRS84")));
}

/// A shapefile with one field of text in these bytes, and one of each other kind.
pub fn shapefile(code_page: &str, text: &[u8]) -> Vec<u8> {
    let (mut shp, mut dbf) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    // Written in an encoding in which each byte is one character.
    let bytes = DynEncoding::from(EncodingRs::from(encoding_rs::WINDOWS_1252));
    let table = TableWriterBuilder::with_encoding(bytes)
        .add_character_field("TEN".try_into().unwrap(), 40)
        .add_numeric_field("HA".try_into().unwrap(), 12, 3)
        .add_logical_field("CO".try_into().unwrap())
        .add_date_field("NGAY".try_into().unwrap())
        .build_with_dest(&mut dbf);
    let mut writer = shapefile::Writer::new(shapefile::ShapeWriter::new(&mut shp), table);
    for number in 1..=2 {
        let mut record = Record::default();
        let (shown, _, _) = encoding_rs::WINDOWS_1252.decode(text);
        record.insert("TEN".to_owned(), FieldValue::Character(Some(shown.into_owned())));
        record.insert("HA".to_owned(), FieldValue::Numeric((number == 1).then_some(12.5)));
        record.insert("CO".to_owned(), FieldValue::Logical(Some(number == 1)));
        record.insert("NGAY".to_owned(), FieldValue::Date(Date::new(1, 5, 2024).ok()));
        writer.write_shape_and_record(&shapefile::Point::new(580_000.5, 2_320_000.0 + f64::from(number)), &record).unwrap();
    }
    drop(writer);
    let (shp, dbf) = (shp.into_inner(), dbf.into_inner());
    let mut files: Vec<(&str, &[u8])> =
        vec![("a/mo_hinh.SHP", &shp), ("a/mo_hinh.dbf", &dbf), ("a/mo_hinh.prj", b"PROJCS[\"VN2000\"]")];
    if !code_page.is_empty() {
        files.push(("a/mo_hinh.cpg", code_page.as_bytes()));
    }
    zipped(&files)
}

#[test]
fn a_zipped_shapefile_is_read_with_its_encoding() {
    let utf_8 = "Đồng Tâm".as_bytes();
    let tcvn3: &[u8] = b"\xa7\xe5ng T\xa9m";
    for (code_page, bytes, encoding, shown, guessed) in [
        ("UTF-8", utf_8, TextEncoding::Utf8, "Đồng Tâm", false),
        ("", utf_8, TextEncoding::Utf8, "Đồng Tâm", false),
        ("ANSI 1258", b"Ho\xcca", TextEncoding::Windows1258, "Ho\u{300}a", false),
        ("", tcvn3, TextEncoding::SingleByte, "§ång T©m", true),
        ("ISO-8859-1", tcvn3, TextEncoding::SingleByte, "§ång T©m", false),
    ] {
        let file = shapefile(code_page, bytes);
        let mut workbook = open(&file).unwrap();
        assert_eq!((workbook.format(), workbook.encoding()), (FileFormat::ShapefileZip, Some(encoding)), "{code_page}");
        assert_eq!(workbook.notices().contains(&FileNotice::EncodingGuessed(encoding)), guessed);
        assert_eq!((workbook.sheets()[0].name.as_str(), workbook.sheets()[0].row_count_hint), ("mo_hinh", Some(3)));
        let read = rows(&mut workbook, 0);
        assert_eq!(read[1].geometry, point(580_000.5, 2_320_001.0, Some("PROJCS[\"VN2000\"]")));
        let shown_rows = texts(&file);
        assert_eq!(shown_rows[0].1, ["TEN", "HA", "CO", "NGAY"]);
        assert_eq!(shown_rows[1], (2, vec![shown.to_owned(), "12.5".into(), "TRUE".into(), "2024-05-01".into()]));
        assert_eq!(shown_rows[2].1, [shown, "", "FALSE", "2024-05-01"]);
    }
}

#[test]
fn shapes_and_rows_must_be_as_many() {
    let (mut shp, mut dbf) = (Vec::new(), Vec::new());
    let file = shapefile("", b"a");
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    std::io::Read::read_to_end(&mut archive.by_name("a/mo_hinh.SHP").unwrap(), &mut shp).unwrap();
    std::io::Read::read_to_end(&mut archive.by_name("a/mo_hinh.dbf").unwrap(), &mut dbf).unwrap();
    dbf[4] = 1;
    let refusal = read_all(&mut open(&zipped(&[("a.shp", &shp), ("a.dbf", &dbf)])).unwrap()).unwrap_err();
    assert!(matches!(refusal, FileRefusal::Damaged { part, .. } if part == ".dbf"));
}

/// Runs statements on a new database and gives its bytes.
fn database(statements: &'static [&'static str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        for statement in statements {
            connection.execute(*statement).await.unwrap();
        }
        connection.close().await.unwrap();
    });
    std::fs::read(&path).unwrap()
}

const CATALOGUE: &str = "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES (5897, 'EPSG', 5897, 'x');
    INSERT INTO gpkg_contents VALUES ('mô \"hình', 'features', 5897), ('tiles', 'tiles', 0);
    INSERT INTO gpkg_geometry_columns VALUES ('mô \"hình', 'geom', 'POINT', 5897);";

pub fn geopackage() -> Vec<u8> {
    database(&[
        CATALOGUE,
        "CREATE TABLE \"mô \"\"hình\" (fid INTEGER PRIMARY KEY, geom POINT, \"tên\" TEXT, ha REAL, co BOOLEAN, ngay DATE, ma INTEGER);
         INSERT INTO \"mô \"\"hình\" VALUES
           (1, x'47500001091700000101000000000000000040594000000000000035C0', 'Đồng Tâm', 12.5, 1, '2024-05-01', 9007199254740993),
           (2, NULL, NULL, NULL, NULL, 'hôm nay', 7);",
    ])
}

#[test]
fn a_table_of_a_geopackage_is_a_sheet() {
    let bytes = geopackage();
    let mut workbook = open(&bytes).unwrap();
    assert_eq!((workbook.format(), workbook.sheets().len()), (FileFormat::GeoPackage, 1));
    assert_eq!(workbook.sheets()[0].name, "mô \"hình");
    let read = rows(&mut workbook, 0);
    assert_eq!(read[1].geometry, point(101.0, -21.0, Some("EPSG:5897")));
    assert_eq!(read[2].geometry, RawGeometry::Missing);
    assert_eq!(read[1].cells[2], RawCell::Number { value: 12.5, format: NumberFormat::General });
    let shown = texts(&bytes);
    assert_eq!(shown[0], (1, ["fid", "tên", "ha", "co", "ngay", "ma"].map(str::to_owned).to_vec()));
    assert_eq!(shown[1].1, ["1", "Đồng Tâm", "12.5", "TRUE", "2024-05-01", "9007199254740993"]);
    assert_eq!(shown[2].1, ["2", "", "", "", "hôm nay", "7"]);
    // Rows that nobody takes do not hold anything up.
    assert!(workbook.rows(0).unwrap().next().unwrap().is_ok());
}

#[test]
fn a_geopackage_is_read_within_a_runtime_too() {
    let bytes = geopackage();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(runtime.block_on(async { texts(&bytes).len() }), 3);
}

#[test]
fn databases_that_calculate_are_refused() {
    let other = database(&["CREATE TABLE a (b)"]);
    assert!(matches!(open(&other), Err(FileRefusal::NotATable(ForeignContent::Sqlite))));
    let view = database(&[
        CATALOGUE,
        "CREATE VIEW \"mô \"\"hình\" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    ]);
    let generated = database(&[
        CATALOGUE,
        "CREATE TABLE \"mô \"\"hình\" (a, b GENERATED ALWAYS AS (printf('%.*c', 1000000000, 'x')) VIRTUAL); INSERT INTO \"mô \"\"hình\" VALUES (1)",
    ]);
    for bytes in [view, generated] {
        assert!(matches!(read_all(&mut open(&bytes).unwrap()), Err(FileRefusal::TooSlow { .. })));
    }
}
