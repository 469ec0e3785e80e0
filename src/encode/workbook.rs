//! Tables as an Excel workbook: frozen and filtered header rows, real numbers, and a last sheet that says what it all is.
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Table};

/// The most characters a cell can hold, less some for the mark that there was more.
const TEXT_MAX: usize = 32_000;

/// The last sheet: its name, and pairs of what and how.
pub struct About {
    /// The name of the sheet.
    pub name: String,
    /// What stands in it, one pair a row.
    pub entries: Vec<(String, String)>,
}

impl About {
    /// The same in one line, for files that have no sheets.
    pub fn in_one_line(&self) -> String {
        self.entries.iter().map(|(what, how)| format!("{what}: {how}")).collect::<Vec<_>>().join(" | ")
    }
}

/// The bytes of a workbook with these tables, one a sheet, and the sheet about them.
///
/// # Errors
/// Where a sheet's name is none that Excel takes, or a table exceeds what a sheet can hold (1,048,576 rows).
pub fn workbook(tables: &[Table], about: &About) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    for table in tables {
        write_table(workbook.add_worksheet(), table, &formats)?;
    }
    write_about(workbook.add_worksheet(), about, &formats)?;
    workbook.save_to_buffer()
}

/// The sheet that says what the workbook is.
pub(super) fn write_about(sheet: &mut Worksheet, about: &About, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(&about.name)?.set_column_width(0, 28)?.set_column_width(1, 110)?;
    for ((what, how), row) in about.entries.iter().zip(0..) {
        sheet.write_string_with_format(row, 0, what.as_str(), &formats.bold)?;
        sheet.write_string_with_format(row, 1, shortened(how), &formats.wrapped)?;
    }
    Ok(())
}

/// How cells look.
pub(super) struct Formats {
    pub(super) header: Format,
    bold: Format,
    wrapped: Format,
    row: RowFormats,
    total: RowFormats,
}

impl Formats {
    pub(super) fn new() -> Self {
        let header = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        Self {
            header: header.set_background_color(0xE3_EB_E5).set_border_bottom(FormatBorder::Thin),
            bold: Format::new().set_bold().set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            row: RowFormats::new(&Format::new()),
            total: RowFormats::new(&Format::new().set_bold().set_border_top(FormatBorder::Thin)),
        }
    }
}

/// How the cells of a row are shown.
struct RowFormats {
    text: Format,
    integer: Format,
    number: Format,
    share: Format,
}

impl RowFormats {
    fn new(base: &Format) -> Self {
        Self {
            text: base.clone(),
            integer: base.clone().set_num_format("#,##0"),
            number: base.clone().set_num_format("#,##0.00"),
            share: base.clone().set_num_format("0.0%"),
        }
    }
}

/// A table with a frozen header that can be filtered.
pub(super) fn write_table(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(&table.name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    for (column, position) in table.columns.iter().zip(0..) {
        sheet.set_column_width(position, column.width)?;
        sheet.write_string_with_format(0, position, column.heading.as_str(), &formats.header)?;
    }
    for (cells, row) in table.rows.iter().zip(1..) {
        write_row(sheet, row, cells, &formats.row)?;
    }
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if let Some(cells) = &table.total {
        write_row(sheet, last.saturating_add(1), cells, &formats.total)?;
    }
    // The total stays outside, so that sorting and filtering leave it where it is.
    if let Some(last_column) = u16::try_from(table.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last, last_column)?;
    }
    Ok(())
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell], formats: &RowFormats) -> Result<(), XlsxError> {
    for (cell, column) in cells.iter().zip(0..) {
        match cell {
            Cell::Empty => sheet.write_blank(row, column, &formats.text)?,
            // Written as a string, so it is never read as a formula or a link.
            Cell::Text(text) => sheet.write_string_with_format(row, column, shortened(text), &formats.text)?,
            Cell::Integer(number) => sheet.write_number_with_format(row, column, *number as f64, &formats.integer)?,
            Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &formats.number)?,
            Cell::Share(share) => sheet.write_number_with_format(row, column, *share, &formats.share)?,
        };
    }
    Ok(())
}

/// The text as far as a cell can hold it.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(TEXT_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
