//! What holds for any text: parsers never fail, what is written is read back, and a sheet of anything is understood or shown.
use proptest::prelude::*;

use super::address_cell::read_address;
use super::corrections::Corrections;
use super::header_match::meanings_of;
use super::legacy_text::{Encoding, EncodingVotes, read_text};
use super::numerals::{MarkSense, numeral};
use super::personal::{identities, phones, without};
use super::places::Places;
use super::quantity::quantity;
use super::reference::Reference;
use super::sheet::{MergedRange, Sheet, SheetCell, SheetRow, plain};
use super::terms::elements;
use super::understand::understand;
use super::understood::RowKind;
use super::unit::{Unit, unit_of_title};
use super::year::{year, year_of_number};
use crate::domain::{Address, Vocabulary};
use crate::gazetteer::Gazetteer;
use crate::ingest::starter_vocabulary;

static GAZETTEER: std::sync::LazyLock<Gazetteer> = std::sync::LazyLock::new(|| Gazetteer::shipped().unwrap());

/// Sentences of offices, in words that old fonts can write.
fn vietnamese() -> impl Strategy<Value = String> {
    let words = [
        "hợp",
        "tác",
        "xã",
        "nông",
        "nghiệp",
        "công",
        "nghệ",
        "cao",
        "trồng",
        "rau",
        "quả",
        "giống",
        "lúa",
        "chăn",
        "nuôi",
        "thủy",
        "sản",
        "đường",
        "ngõ",
        "ấp",
        "khuyến",
        "phường",
        "thị",
        "trấn",
        "huyện",
        "tỉnh",
        "gà",
        "vịt",
        "bưởi",
        "ổi",
        "mướp",
        "sầu",
        "riêng",
        "chuối",
        "Đông",
        "Anh",
        "Hà",
        "Nội",
        "Yên",
        "Lạc",
        "Vũ",
        "Thư",
        "2019",
        "1,5",
        "VietGAP",
        "(ha)",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 3..12).prop_map(|words| words.join(" "))
}

/// Numbers with separators of one kind.
fn grouped(value: u32, separator: &str) -> String {
    let digits = value.to_string();
    let mut groups: Vec<String> = Vec::new();
    let mut rest = digits.as_str();
    while rest.len() > 3 {
        let (before, group) = rest.split_at(rest.len() - 3);
        groups.insert(0, group.to_owned());
        rest = before;
    }
    groups.insert(0, rest.to_owned());
    groups.join(separator)
}

proptest! {
    #[test]
    fn old_fonts_are_told_and_read_back(text in vietnamese()) {
        let votes = [EncodingVotes::default(); 3];
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            let written = encoding.encode(&text).unwrap();
            // TCVN3 writes `ổi` and `Ổi` alike: between capitals it is read as a name.
            let is_it = |read: &str| read == text || (encoding == Encoding::Tcvn3 && read.to_lowercase() == text.to_lowercase());
            let decoded = encoding.decode(&written);
            prop_assert!(is_it(&decoded), "{written} decoded as {decoded}");
            let (read, told, certainty) = read_text(&written, &votes);
            // What is read wrong is never certain.
            prop_assert!(is_it(&read) || certainty < 0.8, "{written} read as {read} by {told:?}");
        }
        let (read, told, _) = read_text(&text, &votes);
        prop_assert_eq!((read, told), (text, Encoding::Unicode));
    }

    #[test]
    fn capitals_of_old_fonts_are_read(text in vietnamese()) {
        let capitals = text.to_uppercase();
        prop_assert_eq!(Encoding::Vni.decode(&Encoding::Vni.encode(&capitals).unwrap()), capitals);
    }

    #[test]
    fn numbers_are_read_back(value in 0_u32..4_000_000_000, fraction in 1_u32..100) {
        for separator in [".", ",", " "] {
            let written = grouped(value, separator);
            let read = numeral(&written).unwrap();
            prop_assert_eq!(read.with(MarkSense::Thousands), f64::from(value), "{}", written);
        }
        for (separator, mark) in [(".", ","), (",", "."), (" ", ",")] {
            let written = format!("{}{mark}{fraction:02}", grouped(value, separator));
            let wanted: f64 = format!("{value}.{fraction:02}").parse().unwrap();
            let read = numeral(&written).unwrap();
            prop_assert_eq!((read.value, read.lone_mark), (wanted, None), "{}", written);
        }
    }

    #[test]
    fn sizes_keep_number_and_unit(value in 1_u32..100_000, tenth in 0_u32..10) {
        for (unit, written) in [(Unit::Ha, "ha"), (Unit::M2, "m2"), (Unit::Sao, "sào"), (Unit::MillionDong, "triệu đồng"), (Unit::Head, "con")] {
            for space in ["", " "] {
                let read = quantity(&format!("{value},{tenth}{space}{written}")).unwrap();
                prop_assert_eq!(read.parts.len(), 1);
                let wanted: f64 = format!("{value}.{tenth}").parse().unwrap();
                prop_assert_eq!((read.parts[0].number.value, read.parts[0].unit), (wanted, Some(unit)));
            }
        }
    }

    #[test]
    fn years_are_read_back(wanted in 1960_i16..2035, month in 1_u8..=12, day in 1_u8..=28) {
        for written in [
            format!("{wanted}"), format!("năm {wanted}"), format!("tháng {month}/{wanted}"), format!("{day}/{month}/{wanted}"),
            format!("{day:02}-{month:02}-{wanted}"), format!("T{month}/{wanted}"), format!("{wanted}-{month:02}-{day:02}"),
        ] {
            prop_assert_eq!(year(&written).map(|found| found.year), Some(wanted), "{}", written);
        }
        let serial = jiff::civil::date(wanted, month as i8, day as i8) - jiff::civil::date(1899, 12, 30);
        prop_assert_eq!(year_of_number(f64::from(serial.get_days())).map(|found| found.year), Some(wanted));
    }

    #[test]
    fn plain_numbers_are_read_back(value in -1e12_f64..1e12) {
        let written = plain(value);
        let read: f64 = written.parse().unwrap();
        prop_assert!((read - value).abs() <= 1e-9_f64.max(value.abs() * 1e-15), "{written}");
    }

    #[test]
    fn no_text_breaks_a_parser(text in "\\PC{0,60}|[0-9.,/ \\-–½hamxãd°'\"]{0,40}") {
        let votes = [EncodingVotes::default(); 3];
        let (decoded, ..) = read_text(&text, &votes);
        for text in [&text, &decoded] {
            numeral(text);
            quantity(text);
            year(text);
            unit_of_title(text);
            meanings_of(text, "");
            elements(text);
            let (phones, identities) = (phones(text), identities(text));
            for run in phones.iter().chain(&identities) {
                prop_assert!(text.get(run.at.clone()).is_some());
            }
            without(text, &phones);
            Encoding::Tcvn3.decode(text);
            Encoding::Vni.decode(text);
        }
    }
}

/// A cell of anything that stands in sheets.
fn any_cell() -> impl Strategy<Value = SheetCell> {
    let words = [
        "STT",
        "Tên cơ sở",
        "Xã",
        "Huyện",
        "Diện tích (ha)",
        "Công nghệ",
        "Năm",
        "Điện thoại",
        "(1)",
        "I",
        "Tổng cộng",
        "Xã Thọ An",
        "Chăn nuôi",
        "2-3 ha",
        "5 sào",
        "1.500",
        "0900 000 012",
        "001000000001",
        "nt",
        "\"",
        "Người lập biểu",
        "X",
        "Y",
        "Tọa độ",
        "21.0, 105.8",
        "HTX A",
        "x",
        "-",
    ];
    prop_oneof![
        3 => prop::sample::select(words.to_vec()).prop_map(|text| SheetCell::Text(text.to_owned())),
        1 => "\\PC{0,20}".prop_map(SheetCell::Text),
        1 => any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(|value| SheetCell::Number { value, is_percent: false }),
        1 => Just(SheetCell::Empty),
        1 => Just(SheetCell::Error("#REF!".to_owned())),
        1 => Just(SheetCell::Date(jiff::civil::date(2020, 2, 1))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Every row of the sheet is in the result, with every cell that holds something, and no identity number is.
    #[test]
    fn a_sheet_of_anything_is_shown_whole(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..7), 0..14),
        merged in prop::collection::vec((1_u64..14, 0_u64..5, 0_usize..7, 0_usize..5), 0..4),
    ) {
        let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
        let corrections = Corrections::default();
        let rows: Vec<SheetRow> =
            rows.into_iter().enumerate().map(|(at, cells)| SheetRow { number: at as u64 + 1, is_hidden: at % 5 == 4, cells }).collect();
        let merged = merged.into_iter().map(|(row, down, column, right)| MergedRange {
            first_row: row, last_row: row + down, first_column: column, last_column: column + right,
        });
        let sheet = Sheet { name: "Xã Thọ An".to_owned(), merged: merged.collect(), rows, ..Sheet::default() };
        let tables = understand(&sheet, Reference { vocabulary: &vocabulary, gazetteer: &GAZETTEER, corrections: &corrections });
        let filled = |row: &&SheetRow| row.cells.iter().any(|cell| !cell.is_empty());
        let wanted: Vec<u64> = sheet.rows.iter().filter(filled).map(|row| row.number).collect();
        let shown: Vec<u64> = tables.iter().flat_map(|table| &table.rows).filter(|row| row.kind != RowKind::Blank || !row.readings.is_empty()).map(|row| row.number).collect();
        prop_assert!(wanted.iter().all(|row| shown.contains(row)), "{wanted:?} {shown:?}");
        let mut once = shown.clone();
        once.dedup();
        prop_assert_eq!(once.len(), shown.len(), "a row is shown twice");
        prop_assert!(!serde_json::to_string(&tables).unwrap().contains("001000000001"), "an identity number is shown");
        for row in tables.iter().flat_map(|table| &table.rows) {
            prop_assert!(row.readings.iter().all(|reading| (0.0..=1.0).contains(&reading.certainty)));
        }
    }

    #[test]
    fn no_address_breaks_the_reading(text in "\\PC{0,40}|((xã|X\\.|H\\.|thôn|TP|,|-| |Thọ An|Đan Phượng|Hà Nội|3){0,9})") {
        read_address(&text, &Address::default(), &Places::new(&GAZETTEER));
    }
}
