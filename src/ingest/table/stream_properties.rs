//! A sheet read in small windows is understood as one that is read whole.
use proptest::prelude::*;

use super::corrections::Corrections;
use super::reference::Reference;
use super::sheet::{MergedRange, Sheet, SheetCell, SheetRow};
use super::sheet_stream::SheetStream;
use super::understand::understand;
use super::understood::{UnderstoodRow, UnderstoodTable};
use crate::domain::Vocabulary;
use crate::gazetteer::Gazetteer;
use crate::ingest::starter_vocabulary;

static GAZETTEER: std::sync::LazyLock<Gazetteer> = std::sync::LazyLock::new(|| Gazetteer::shipped().unwrap());
static VOCABULARY: std::sync::LazyLock<Vocabulary> = std::sync::LazyLock::new(|| Vocabulary::new(starter_vocabulary().unwrap()));

const TITLES: [&str; 6] = ["STT", "Tên mô hình", "Xã", "Diện tích (ha)", "Công nghệ", "Ghi chú"];

/// A line of a list below its header.
#[derive(Clone, Debug)]
enum Part {
    Site {
        area: u32,
        technology: &'static str,
        ditto: bool,
    },
    /// Sites whose commune is merged downwards.
    Merged(u8),
    Heading(&'static str),
    HeaderAgain {
        numbered: bool,
    },
    Sum,
    Words,
    Blank,
    OtherTable,
}

fn part() -> impl Strategy<Value = Part> {
    let technology = prop::sample::select(vec!["Nhà màng", "Tưới nhỏ giọt", "nhà kính lạ", ""]);
    prop_oneof![
        12 => (1_u32..90, technology, prop::bool::weighted(0.2)).prop_map(|(area, technology, ditto)| Part::Site { area, technology, ditto }),
        2 => (2_u8..9).prop_map(Part::Merged),
        2 => prop::sample::select(vec!["I. Xã Thọ An", "II. Huyện Đông Anh", "A. Chăn nuôi", "Xã Đan Phượng"]).prop_map(Part::Heading),
        1 => any::<bool>().prop_map(|numbered| Part::HeaderAgain { numbered }),
        1 => Just(Part::Sum),
        1 => Just(Part::Words),
        1 => Just(Part::Blank),
        1 => Just(Part::OtherTable),
    ]
}

fn sheet(parts: &[Part]) -> Sheet {
    let mut sheet = Sheet { name: "Trồng trọt".to_owned(), ..Sheet::default() };
    let text = |text: &str| if text.is_empty() { SheetCell::Empty } else { SheetCell::Text(text.to_owned()) };
    let mut number = 0;
    let mut push = |sheet: &mut Sheet, cells: &[&str]| {
        number += 1;
        sheet.rows.push(SheetRow { number, is_hidden: false, cells: cells.iter().map(|cell| text(cell)).collect() });
        number
    };
    push(&mut sheet, &["Danh sách mô hình huyện Đan Phượng, thành phố Hà Nội"]);
    push(&mut sheet, &TITLES);
    // The columns are decided by the first window: every sheet begins with the same few rows.
    for at in 1..=6_u32 {
        push(&mut sheet, &[&at.to_string(), &format!("Mô hình đầu {at}"), "Thọ An", &format!("{at},5"), "Nhà màng", ""]);
    }
    for (at, part) in parts.iter().enumerate() {
        let counted = (at + 7).to_string();
        match part {
            Part::Site { area, technology, ditto } => {
                let commune = if *ditto { "nt" } else { "Thọ An" };
                push(&mut sheet, &[&counted, &format!("Mô hình {at}"), commune, &format!("{area},5"), technology, ""]);
            }
            Part::Merged(rows) => {
                for line in 0..*rows {
                    let commune = if line == 0 { "Song Phượng" } else { "" };
                    let row = push(&mut sheet, &[&counted, &format!("Mô hình {at} {line}"), commune, "1,5", "Nhà màng", ""]);
                    if line == 0 {
                        let last_row = row + u64::from(*rows) - 1;
                        sheet.merged.push(MergedRange { first_row: row, last_row, first_column: 2, last_column: 2 });
                    }
                }
            }
            Part::Heading(words) => _ = push(&mut sheet, &["", words]),
            Part::HeaderAgain { numbered } => {
                push(&mut sheet, &TITLES);
                if *numbered {
                    push(&mut sheet, &["1", "2", "3", "4", "5", "6"]);
                }
            }
            Part::Sum => _ = push(&mut sheet, &["", "Tổng cộng", "", "99,5"]),
            Part::Words => _ = push(&mut sheet, &["", "Số liệu lấy từ báo cáo"]),
            Part::Blank => number_only(&mut sheet, &mut push),
            Part::OtherTable => {
                push(&mut sheet, &["Danh sách trang trại huyện Đông Anh"]);
                push(&mut sheet, &["STT", "Tên trang trại", "Xã", "Quy mô đàn (con)", "Năm thành lập"]);
                for at in 1..=3 {
                    push(&mut sheet, &[&at.to_string(), &format!("Trang trại {at}"), "Vân Nội", "250", "2019"]);
                }
                push(&mut sheet, &TITLES);
                for at in 1..=3 {
                    push(&mut sheet, &[&at.to_string(), &format!("Mô hình sau {at}"), "Thọ An", "1,5", "Nhà màng", ""]);
                }
            }
        }
    }
    sheet
}

/// A row with a number and nothing else: prepared, never filled.
fn number_only(sheet: &mut Sheet, push: &mut impl FnMut(&mut Sheet, &[&str]) -> u64) {
    push(sheet, &["99"]);
}

fn in_windows(sheet: &Sheet, size: usize) -> Vec<UnderstoodTable> {
    let corrections = Corrections::default();
    let reference = Reference { vocabulary: &VOCABULARY, gazetteer: &GAZETTEER, corrections: &corrections };
    let mut stream = SheetStream::new(Sheet { rows: Vec::new(), ..sheet.clone() }, reference);
    let (mut tables, mut window, mut fresh) = (Vec::new(), Vec::new(), 0);
    for row in &sheet.rows {
        window.push(row.clone());
        fresh += 1;
        if fresh >= size {
            let (part, held_back) = stream.window(std::mem::take(&mut window), false);
            assert!(held_back.len() <= 200, "rows pile up");
            tables.extend(part);
            (window, fresh) = (held_back, 0);
        }
    }
    tables.extend(stream.window(window, true).0);
    tables
}

fn rows(tables: &[UnderstoodTable]) -> Vec<String> {
    let shown = |row: &UnderstoodRow| serde_json::to_string(row).unwrap();
    tables.iter().flat_map(|table| &table.rows).map(shown).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn small_windows_read_what_the_whole_sheet_says(parts in prop::collection::vec(part(), 0..40), size in 12_usize..50) {
        let sheet = sheet(&parts);
        let corrections = Corrections::default();
        let reference = Reference { vocabulary: &VOCABULARY, gazetteer: &GAZETTEER, corrections: &corrections };
        let (whole, windows) = (rows(&understand(&sheet, reference)), rows(&in_windows(&sheet, size)));
        prop_assert_eq!(whole.len(), windows.len());
        for (whole, windows) in whole.iter().zip(&windows) {
            prop_assert_eq!(whole, windows);
        }
    }
}
