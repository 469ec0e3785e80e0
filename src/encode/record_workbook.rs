//! Records as an Excel workbook: typed cells with labels that import reads, the code lists where they have codes, and what the
//! file is.
use std::borrow::Cow;

use jiff::civil::DateTime;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::columns::RecordColumns;
use super::provenance::Provenance;
use super::record::{Record, RecordColumn};
use super::table::{Cell, Column, Table};
use super::value::{Labels, Value, ValueKind};
use super::workbook::{About, Formats, shortened, write_about, write_table};
use crate::domain::{Language, local_time};

/// The most records a sheet can hold below its header.
pub const WORKBOOK_RECORDS_MAX: usize = 1_048_575;

/// The bytes of a workbook with these records. Rows are written out as they come, so that a million need little memory.
///
/// # Errors
/// Where there are more records than a sheet can hold, or no room for temporary files.
pub fn record_workbook<'a, R: Record>(
    columns: &RecordColumns<R>,
    records: impl Iterator<Item = Cow<'a, R>>,
    labels: Labels<'_>,
    provenance: &Provenance,
) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    write_records(sheet, columns, records, labels, &formats)?;
    if R::columns().iter().any(|column| matches!(column.kind, ValueKind::Code(_) | ValueKind::Codes(_))) {
        write_table(workbook.add_worksheet(), &code_lists(labels), &formats)?;
    }
    write_about(workbook.add_worksheet(), &about(provenance, labels.language), &formats)?;
    workbook.save_to_buffer()
}

/// One of two texts.
const fn say(language: Language, vi: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

fn write_records<'a, R: Record>(
    sheet: &mut Worksheet,
    columns: &RecordColumns<R>,
    records: impl Iterator<Item = Cow<'a, R>>,
    labels: Labels<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let language = labels.language;
    sheet.set_name(R::SUBJECT.sheet(language))?.set_freeze_panes(1, 2)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9);
    for (column, position) in columns.iter().zip(0..) {
        sheet.set_column_width(position, width(column))?;
        sheet.write_string_with_format(0, position, column.heading(language), &formats.header)?;
    }
    let shown = Shown::new();
    let mut last_row = 0;
    for (record, row) in records.zip(1..) {
        for ((column, value), position) in columns.values(&record).zip(0..) {
            write_value(sheet, (row, position), column.kind, &value, labels, &shown)?;
        }
        last_row = row;
    }
    if let Some(last_column) = u16::try_from(columns.iter().len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last_row, last_column)?;
    }
    Ok(())
}

/// How values that are no text are shown.
struct Shown {
    count: Format,
    ordinal: Format,
    number: Format,
    metres: Format,
    date: Format,
    moment: Format,
    text: Format,
}

impl Shown {
    fn new() -> Self {
        let format = |pattern: &str| Format::new().set_num_format(pattern);
        Self {
            count: format("#,##0"),
            ordinal: format("0"),
            number: Format::new(),
            metres: format("0.000"),
            // Excel shows this one in the order of the reader's own country.
            date: Format::new().set_num_format_index(14),
            moment: format("yyyy-mm-dd hh:mm:ss"),
            // Text, so that `01` stays as it is when somebody edits the cell.
            text: format("@"),
        }
    }
}

fn write_value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    kind: ValueKind,
    value: &Value,
    labels: Labels<'_>,
    shown: &Shown,
) -> Result<(), XlsxError> {
    let time = |moment: DateTime| {
        let (day, time) = (moment.date(), moment.time());
        let [month, day_of_month] = [day.month(), day.day()].map(i8::unsigned_abs);
        let date = ExcelDateTime::from_ymd(day.year().unsigned_abs(), month, day_of_month)?;
        date.and_hms(u16::from(time.hour().unsigned_abs()), time.minute().unsigned_abs(), f64::from(time.second()))
    };
    match (value, kind) {
        (Value::Integer(number), ValueKind::Ordinal) => {
            sheet.write_number_with_format(row, column, *number as f64, &shown.ordinal)?;
        }
        (Value::Integer(number), _) => {
            sheet.write_number_with_format(row, column, *number as f64, &shown.count)?;
        }
        (Value::Number(number), _) => {
            sheet.write_number_with_format(row, column, *number, &shown.number)?;
        }
        (Value::Metres(metres), _) => {
            sheet.write_number_with_format(row, column, *metres, &shown.metres)?;
        }
        (Value::Boolean(truth), _) => {
            sheet.write_boolean(row, column, *truth)?;
        }
        (Value::Date(date), _) if date.year() >= 1900 => {
            sheet.write_datetime_with_format(row, column, time(date.to_datetime(jiff::civil::Time::midnight()))?, &shown.date)?;
        }
        (Value::Moment(moment), _) if local_time::local(*moment).year() >= 1900 => {
            sheet.write_datetime_with_format(row, column, time(local_time::local(*moment))?, &shown.moment)?;
        }
        _ => {
            let text = labels.importable(kind, value);
            if !text.is_empty() {
                // Written as a string, so it is never read as a formula or a link.
                sheet.write_string_with_format(row, column, shortened(&text), &shown.text)?;
            }
        }
    }
    Ok(())
}

/// About how many characters of a column are seen.
fn width<R: Record>(column: &RecordColumn<R>) -> u16 {
    match (column.name, column.kind) {
        ("abstract", _) => 60,
        ("name" | "full_name" | "source_title" | "source_url" | "predecessor" | "successor", _) => 40,
        ("id", _) => 10,
        (_, ValueKind::Codes(_)) => 32,
        (_, ValueKind::Text | ValueKind::Code(_) | ValueKind::Parts) => 20,
        (_, ValueKind::Moment) => 19,
        _ => 14,
    }
}

fn code_lists(labels: Labels<'_>) -> Table {
    let column = |vi, en, width| Column::new(say(labels.language, vi, en), width);
    let row = |term: &crate::domain::Term| {
        [term.vocabulary.code(), &term.code, &term.label_vi, &term.label_en].map(|text| Cell::Text(text.to_owned())).to_vec()
    };
    Table {
        name: say(labels.language, "Danh mục", "Code lists").to_owned(),
        columns: vec![
            column("Danh mục", "List", 20),
            column("Mã", "Code", 28),
            column("Tiếng Việt", "Vietnamese", 44),
            column("Tiếng Anh", "English", 44),
        ],
        rows: labels.vocabulary.all().iter().map(row).collect(),
        total: None,
    }
}

fn about(provenance: &Provenance, language: Language) -> About {
    let mut entries = provenance.entries(language);
    let times = say(language, "giờ Việt Nam (UTC+7)", "Vietnamese time (UTC+7)");
    entries.push((say(language, "Giờ trong bảng", "Times in the table").to_owned(), times.to_owned()));
    About { name: say(language, "Thông tin", "About").to_owned(), entries }
}
