//! Reads files of every format, whole, odd, damaged and hostile, through the interface of the reader of files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod csv_files;
mod damaged_files;
mod geographic_files;
mod ods_files;
mod packing;
mod refused_files;
mod written_back;
mod xls_files;
mod xlsx_files;

use agriatlas::ingest::workbook::{FileRefusal, Limits, RawRow, ReadOptions, Workbook};

/// Opens bytes with the usual limits.
fn open(bytes: &[u8]) -> Result<Workbook, FileRefusal> {
    Workbook::open_bytes(bytes.to_vec(), &ReadOptions::default(), &Limits::DEFAULT)
}

/// All rows of a sheet.
fn rows(workbook: &mut Workbook, sheet: usize) -> Vec<RawRow> {
    workbook.rows(sheet).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The rows of the first sheet as numbers and texts.
fn texts(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    let rows = rows(&mut open(bytes).unwrap(), 0);
    rows.iter().map(|row| (row.number, row.cells.iter().map(|cell| cell.to_text()).collect())).collect()
}

/// A file of the folder of odd workbooks.
fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workbooks").join(name);
    std::fs::read(path).unwrap()
}

/// Reads everything there is in a file, of every sheet; the first refusal, if any.
fn read_all(workbook: &mut Workbook) -> Result<u64, FileRefusal> {
    let mut count = 0;
    for sheet in 0..workbook.sheets().len() {
        workbook.layout(sheet)?;
        for row in workbook.rows(sheet)? {
            row?;
            count += 1;
        }
    }
    Ok(count)
}

/// A server reads files on a thread of its own.
#[test]
fn an_opened_file_may_go_to_another_thread() {
    let mut workbook = open(b"a,b\n1,2\n").unwrap();
    let count = std::thread::spawn(move || read_all(&mut workbook).unwrap()).join().unwrap();
    assert_eq!(count, 2);
}
