//! Boundary files built in code: squares around the known centres of units, in every format and with every oddity.
use std::io::{Cursor, Write};

use agriatlas::domain::{GeoPoint, RegionId};
use agriatlas::geography::Crs;
use serde_json::{Value, json};
use shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
use unicode_normalization::UnicodeNormalization;
use zip::write::SimpleFileOptions;

use crate::fixtures::GEOGRAPHY;

/// Half a side of a square in degrees: about a kilometre.
pub const HALF: f64 = 0.01;

pub fn centre(id: &str) -> GeoPoint {
    GEOGRAPHY.gazetteer().region(id.parse::<RegionId>().unwrap()).unwrap().centre
}

pub fn full_name(id: &str) -> String {
    GEOGRAPHY.gazetteer().region(id.parse::<RegionId>().unwrap()).unwrap().full_name.clone()
}

/// The corners of a square around a point, counter-clockwise and closed.
pub fn square(middle: GeoPoint, half: f64) -> Vec<[f64; 2]> {
    let (west, south, east, north) = (middle.lon - half, middle.lat - half, middle.lon + half, middle.lat + half);
    vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
}

pub fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

pub fn polygon(rings: &[Vec<[f64; 2]>]) -> Value {
    json!({ "type": "Polygon", "coordinates": rings })
}

/// The unit with its code and name, as a square around its centre.
pub fn unit(id: &str) -> Value {
    let code = id.trim_start_matches("2024-");
    feature(json!({ "code": code, "name": full_name(id) }), polygon(&[square(centre(id), HALF)]))
}

pub fn collection(features: &[Value]) -> String {
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// The features with every point given to another coordinate system, as GDAL writes them.
pub fn in_crs(features: &[Value], crs: Crs, is_swapped: bool) -> String {
    let moved = |features: &mut Vec<Value>| {
        for feature in features.iter_mut() {
            for ring in feature["geometry"]["coordinates"].as_array_mut().unwrap() {
                for point in ring.as_array_mut().unwrap() {
                    let place = GeoPoint { lon: point[0].as_f64().unwrap(), lat: point[1].as_f64().unwrap() };
                    let there = crs.of_wgs84(place).unwrap();
                    *point = if is_swapped { json!([there.north, there.east]) } else { json!([there.east, there.north]) };
                }
            }
        }
    };
    let mut features = features.to_vec();
    moved(&mut features);
    let name = format!("urn:ogc:def:crs:EPSG::{}", crs.epsg().unwrap());
    json!({ "type": "FeatureCollection", "crs": { "type": "name", "properties": { "name": name } }, "features": features })
        .to_string()
}

/// A zip of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A shapefile of squares around units, its names in UTF-8 or in the code page of old Vietnamese Windows, zipped.
pub fn shapefile(ids: &[&str], prj: &str, encode: fn(&str) -> Vec<u8>) -> Vec<u8> {
    let (mut shp, mut dbf) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    {
        let table = TableWriterBuilder::new()
            .add_character_field("MA_XA".try_into().unwrap(), 10)
            .add_character_field("TEN_XA".try_into().unwrap(), 60)
            .build_with_dest(&mut dbf);
        let mut writer = shapefile::Writer::new(shapefile::ShapeWriter::new(&mut shp), table);
        for id in ids {
            // A shapefile runs its outer rings clockwise.
            let mut ring: Vec<_> = square(centre(id), HALF).iter().map(|[x, y]| shapefile::Point::new(*x, *y)).collect();
            ring.reverse();
            let shape = shapefile::Polygon::new(shapefile::PolygonRing::Outer(ring));
            let mut record = Record::default();
            record.insert("MA_XA".to_owned(), FieldValue::Character(Some((*id).to_owned())));
            record.insert("TEN_XA".to_owned(), FieldValue::Character(Some(mark(id))));
            writer.write_shape_and_record(&shape, &record).unwrap();
        }
    }
    // The library writes UTF-8 only; the names are put in afterwards, where their marks stand.
    let mut table = dbf.into_inner();
    for id in ids {
        let (mark, name) = (mark(id).into_bytes(), encode(&full_name(id)));
        let at = table.windows(mark.len()).position(|window| window == mark).unwrap();
        let cell = &mut table[at..at + 60];
        cell.fill(b' ');
        cell[..name.len()].copy_from_slice(&name);
    }
    let shp = shp.into_inner();
    let files: [(&str, &[u8]); 3] = [("lớp/xa.shp", &shp), ("lớp/xa.dbf", &table), ("lớp/xa.prj", prj.as_bytes())];
    archive(&files)
}

fn mark(id: &str) -> String {
    format!("@@{id}@@")
}

/// Bytes of a text in the code page of Vietnamese Windows: letters composed, tones after them.
pub fn windows_1258(text: &str) -> Vec<u8> {
    let byte = |character: char| match character {
        character if character.is_ascii() => character as u8,
        'Đ' => 0xd0,
        'Â' => 0xc2,
        'Ă' => 0xc3,
        'Ê' => 0xca,
        'Ô' => 0xd4,
        'Ơ' => 0xd5,
        'Ư' => 0xdd,
        'đ' => 0xf0,
        'â' => 0xe2,
        'ă' => 0xe3,
        'ê' => 0xea,
        'ô' => 0xf4,
        'ơ' => 0xf5,
        'ư' => 0xfd,
        '\u{300}' => 0xcc,
        '\u{301}' => 0xec,
        '\u{303}' => 0xde,
        '\u{309}' => 0xd2,
        '\u{323}' => 0xf2,
        other => panic!("{other} has no byte here"),
    };
    // Letters with circumflex, breve or horn are one byte; the tone is another.
    let parts = |character: char| -> Vec<char> {
        let (tones, letter): (Vec<char>, Vec<char>) =
            character.nfd().partition(|part| ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'].contains(part));
        letter.into_iter().nfc().chain(tones).collect()
    };
    text.chars().flat_map(parts).map(byte).collect()
}

/// A GeoPackage with one layer of squares around units, in the named system.
pub fn geopackage(path: &std::path::Path, ids: &[&str], srs_id: i64, crs: Crs) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let mut file = sqlx::sqlite::SqliteConnection::connect_with(&options).await.unwrap();
        let tables = "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, \
                organization_coordsys_id INTEGER, definition TEXT); \
             CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER); \
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z, m); \
             CREATE TABLE \"xã \"\"mới\"\"\" (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, name TEXT, area REAL); \
             INSERT INTO gpkg_spatial_ref_sys VALUES ('a', 5897, 'EPSG', 5897, ''), ('b', 4326, 'EPSG', 4326, ''); \
             INSERT INTO gpkg_contents VALUES ('xã \"mới\"', 'features', 'x', 0), ('notes', 'attributes', 'y', 0);";
        file.execute(tables).await.unwrap();
        sqlx::query("INSERT INTO gpkg_geometry_columns VALUES ('xã \"mới\"', 'geom', 'MULTIPOLYGON', ?1, 0, 0)")
            .bind(srs_id)
            .execute(&mut file)
            .await
            .unwrap();
        for id in ids {
            let place = |[lon, lat]: [f64; 2]| {
                let there = crs.of_wgs84(GeoPoint { lon, lat }).unwrap();
                [there.east, there.north]
            };
            let ring: Vec<[f64; 2]> = square(centre(id), HALF).into_iter().map(place).collect();
            sqlx::query("INSERT INTO \"xã \"\"mới\"\"\" (geom, code, name, area) VALUES (?1, ?2, ?3, 1.5)")
                .bind(blob(&ring, srs_id))
                .bind(id)
                .bind(full_name(id))
                .execute(&mut file)
                .await
                .unwrap();
        }
        file.close().await.unwrap();
    });
}

/// A geometry of a GeoPackage with heights: header with an envelope, then a multipolygon of one ring.
fn blob(ring: &[[f64; 2]], srs_id: i64) -> Vec<u8> {
    let mut bytes = b"GP\0\x03".to_vec();
    bytes.extend(i32::try_from(srs_id).unwrap().to_le_bytes());
    for number in [ring[0][0], ring[2][0], ring[0][1], ring[2][1]] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.push(1);
    for number in [1_006_u32, 1] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.push(1);
    for number in [1_003, 1, u32::try_from(ring.len()).unwrap()] {
        bytes.extend(number.to_le_bytes());
    }
    for [x, y] in ring {
        for number in [*x, *y, 12.5] {
            bytes.extend(number.to_le_bytes());
        }
    }
    bytes
}
