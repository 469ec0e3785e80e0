//! Files of 100,000 rows: how fast they are rehearsed and how much memory that takes. Run by name, in a build for release.
use agriatlas::ingest::rehearsal::{ImportSettings, Progress, Rehearsing, rehearse};
use agriatlas::ingest::table::Corrections;
use agriatlas::ingest::workbook::{Limits, ReadOptions, Workbook};
use rust_xlsxwriter::Workbook as Writer;

use crate::{GEOGRAPHY, VOCABULARY, everything};

const ROWS: u32 = 100_000;
const COMMUNES: [&str; 6] = ["Xã Đan Phượng", "Xã Thọ An", "Xã Song Phượng", "Xã Liên Hà", "Xã Tân Lập", "Xã Hồng Hà"];
const TECHNOLOGIES: [&str; 4] = ["Nhà màng, tưới nhỏ giọt", "Nhà lưới", "Tưới phun mưa; cảm biến", "Chuồng kín"];

fn written(titles: &[&str], row: impl Fn(u32) -> Vec<String>, above: &[&str]) -> tempfile::NamedTempFile {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet_with_constant_memory().unwrap();
    let mut at = 0;
    let mut write = |cells: &[String]| {
        for (cell, column) in cells.iter().zip(0..) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(at, column, number).unwrap(),
                Err(_) => sheet.write_string(at, column, cell).unwrap(),
            };
        }
        at += 1;
    };
    above.iter().for_each(|words| write(&[(*words).to_owned()]));
    write(&titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>());
    (1..=ROWS).for_each(|number| write(&row(number)));
    let file = tempfile::NamedTempFile::new().unwrap();
    writer.save(file.path()).unwrap();
    file
}

fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Seconds of a processor that this process has had, whatever else runs beside it.
fn processor_seconds() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = status.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn measured(file: &tempfile::NamedTempFile) -> u64 {
    let mut workbook = Workbook::open_path(file.path(), &ReadOptions::default(), &Limits::DEFAULT).unwrap();
    let (settings, office) = (ImportSettings::default(), Corrections::default());
    let with = Rehearsing {
        vocabulary: &VOCABULARY,
        geography: &GEOGRAPHY,
        sites: Some(&[]),
        settings: &settings,
        office: &office,
        may: &everything,
    };
    let (before, begun) = (peak_mib(), processor_seconds());
    let summary = rehearse(&mut workbook, with, &Progress::new(), &mut |_| Ok(())).unwrap();
    let seconds = processor_seconds() - begun;
    let rows = summary.counts.rows;
    println!(
        "{rows} rows in {seconds:.1} s: {:.0} rows/s, {:.3} ms a row; peak {} MiB, {before} before; {:?}",
        rows as f64 / seconds,
        seconds * 1e3 / rows as f64,
        peak_mib(),
        summary.counts
    );
    rows
}

#[test]
#[ignore = "takes long in a build for development"]
fn a_long_file_of_our_own() {
    let titles = ["Tên", "Loại hình", "Lĩnh vực", "Tỉnh", "Huyện", "Xã", "Diện tích (ha)", "Công nghệ", "Kinh độ", "Vĩ độ"];
    let row = |number: u32| {
        let commune = COMMUNES[number as usize % 6];
        let (lon, lat) = (105.6 + f64::from(number % 300) * 0.001, 21.0 + f64::from(number / 300) * 0.0005);
        let name = format!("Trang trại {number} {}", ["Hoa", "Rau", "Quả", "Nấm", "Chè"][number as usize % 5]);
        [&name, "Mô hình", "Trồng trọt", "Hà Nội", "Đan Phượng", commune, "1.5", "Nhà màng", &lon.to_string(), &lat.to_string()]
            .map(str::to_owned)
            .to_vec()
    };
    assert_eq!(measured(&written(&titles, row, &[])), u64::from(ROWS));
}

#[test]
#[ignore = "takes long in a build for development"]
fn a_long_file_of_an_office() {
    let titles = ["STT", "Tên cơ sở", "Địa chỉ", "Diện tích", "Công nghệ ứng dụng", "Năm bắt đầu", "Điện thoại", "Ghi chú"];
    let row = |number: u32| {
        let address = format!("Thôn {}, {}, huyện Đan Phượng, TP Hà Nội", number % 9 + 1, COMMUNES[number as usize % 6]);
        let area = format!("{},{} ha", number % 7 + 1, number % 10);
        let technology = TECHNOLOGIES[number as usize % 4];
        [
            &number.to_string(),
            &format!("Mô hình hoa lan số {number}"),
            &address,
            &area,
            technology,
            "năm 2019",
            "0900 000 012",
            "",
        ]
        .map(str::to_owned)
        .to_vec()
    };
    assert_eq!(measured(&written(&titles, row, &["SỞ NÔNG NGHIỆP HÀ NỘI", "DANH SÁCH MÔ HÌNH TRỒNG TRỌT"])), u64::from(ROWS));
}
