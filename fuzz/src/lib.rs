//! Reads a whole file as the program does, and packs what a fuzzer changes so that it gets past checksums.
#![allow(dead_code, unused_imports, reason = "of the domain only messages are used")]
use std::io::{Cursor, Write};

#[path = "../../src/domain/mod.rs"]
mod domain;
#[path = "../../src/ingest/workbook/mod.rs"]
mod workbook;

use workbook::{Limits, ReadOptions, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Limits that are met soon, so that each run is short.
const LIMITS: Limits = Limits { rows: 20_000, unpacked_bytes: 16 * 1024 * 1024, ..Limits::DEFAULT };

/// Reads everything there is in a file.
pub fn read(bytes: Vec<u8>) {
    let Ok(mut workbook) = Workbook::open_bytes(bytes, &ReadOptions::default(), &LIMITS) else { return };
    for sheet in 0..workbook.sheets().len() {
        let _ = workbook.layout(sheet);
        let Ok(rows) = workbook.rows(sheet) else { continue };
        for row in rows {
            let Ok(row) = row else { break };
            for cell in &row.cells {
                let _ = cell.to_text();
            }
        }
    }
}

/// A zip archive of these files, as they are.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(*name, stored).expect("memory has room");
        writer.write_all(bytes).expect("memory has room");
    }
    writer.finish().expect("memory has room").into_inner()
}

/// A compound file with this stream.
pub fn compound(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory has room");
    file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("memory has room");
    file.into_inner().into_inner()
}
