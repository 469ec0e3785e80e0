//! What a writer of workbooks wrote is read back cell for cell, and another reader sees the same.
use std::collections::BTreeMap;
use std::io::Cursor;

use agriatlas::ingest::workbook::{DateKind, FormulaReach, NumberFormat, RawCell};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};

use crate::{open, rows};

/// A cell to write.
#[derive(Clone, Debug)]
enum Given {
    Text(String),
    Number(f64),
    Percent(f64),
    Bool(bool),
    /// Days since 1900 and milliseconds of the day.
    Moment(u32, u32),
    Formula(f64),
}

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![
        "[ \\PC\\n\\t_x0-9]{1,40}".prop_map(Given::Text),
        "(_x000[0-9A-D]_|_x005F_|ế|a| |&|<){1,6}".prop_map(Given::Text),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Given::Number),
        (-1_000_000_i64..1_000_000).prop_map(|whole| Given::Number(whole as f64)),
        (0.0..1.0_f64).prop_map(Given::Percent),
        any::<bool>().prop_map(Given::Bool),
        (61_u32..100_000, 0_u32..86_400).prop_map(|(day, second)| Given::Moment(day, second * 1000)),
        (-1e9..1e9_f64).prop_map(Given::Formula),
    ]
}

fn written(cells: &BTreeMap<(u32, u16), Given>) -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    let percent = Format::new().set_num_format("0.00%");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    for ((row, column), cell) in cells {
        let (row, column) = (*row, *column);
        let written = match cell {
            Given::Text(text) => sheet.write_string(row, column, text),
            Given::Number(number) => sheet.write_number(row, column, *number),
            Given::Percent(number) => sheet.write_number_with_format(row, column, *number, &percent),
            Given::Bool(value) => sheet.write_boolean(row, column, *value),
            Given::Moment(day, milliseconds) => {
                let serial = f64::from(*day) + f64::from(*milliseconds) / 86_400_000.0;
                sheet.write_number_with_format(row, column, serial, &moment)
            }
            Given::Formula(result) => sheet.write_formula(row, column, Formula::new("=A1*2").set_result(result.to_string())),
        };
        written.unwrap();
    }
    writer.save_to_buffer().unwrap()
}

fn expected(cell: &Given) -> RawCell {
    let number = |value| RawCell::Number { value, format: NumberFormat::General };
    match cell {
        Given::Text(text) => RawCell::Text(text.clone()),
        Given::Number(value) => number(*value),
        Given::Percent(value) => RawCell::Number { value: *value, format: NumberFormat::Percent },
        Given::Bool(value) => RawCell::Bool(*value),
        Given::Moment(day, milliseconds) => RawCell::DateTime {
            value: jiff::civil::datetime(1899, 12, 30, 0, 0, 0, 0)
                + jiff::SignedDuration::from_hours(i64::from(*day) * 24)
                + jiff::SignedDuration::from_millis(i64::from(*milliseconds)),
            kind: DateKind::DateTime,
            serial: Some(f64::from(*day) + f64::from(*milliseconds) / 86_400_000.0),
            format: NumberFormat::Code("dd/mm/yyyy hh:mm:ss".into()),
        },
        Given::Formula(value) => {
            RawCell::Formula { cached: Box::new(number(*value)), text: Some("A1*2".to_owned()), reach: FormulaReach::Sheet }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_cell_is_read_as_it_was_written(cells in prop::collection::btree_map((0..200_u32, 0..40_u16), given(), 0..60)) {
        let bytes = written(&cells);
        let read = rows(&mut open(&bytes).unwrap(), 0);
        let mut found = BTreeMap::new();
        for row in &read {
            for (cell, column) in row.cells.iter().zip(0_u16..).filter(|(cell, _)| **cell != RawCell::Empty) {
                found.insert((row.number as u32 - 1, column), cell.clone());
            }
        }
        let wanted: BTreeMap<_, _> = cells.iter().map(|(place, cell)| (*place, expected(cell))).collect();
        prop_assert_eq!(&found, &wanted);

        let mut other: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = other.worksheet_range_at(0).unwrap().unwrap();
        let seen: BTreeMap<_, _> = range
            .used_cells()
            .map(|(row, column, data)| {
                let (first_row, first_column) = range.start().unwrap();
                ((first_row + row as u32, (first_column as usize + column) as u16), data)
            })
            .collect();
        prop_assert_eq!(seen.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
        for (place, data) in seen {
            match (data, wanted[&place].value()) {
                (Data::Float(number), RawCell::Number { value, .. }) => prop_assert_eq!(number, value),
                (Data::Int(number), RawCell::Number { value, .. }) => prop_assert_eq!(*number as f64, *value),
                (Data::Bool(one), RawCell::Bool(other)) => prop_assert_eq!(one, other),
                (Data::String(_), RawCell::Text(_)) | (Data::DateTime(_), RawCell::DateTime { .. }) => {}
                (one, other) => prop_assert!(false, "{:?} is not {:?}", one, other),
            }
        }
    }
}
