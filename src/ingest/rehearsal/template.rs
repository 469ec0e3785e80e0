//! The workbook that offices fill in: titles of our own layout, drop-downs of every list, examples, explanations.
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::companion_sheets::{CHOICES, EXAMPLES, GUIDE};
use super::template_choices::Choices;
use super::template_columns::{COLUMNS, Choice, TemplateColumn};
use crate::domain::{Language, RegionId, Vocabulary};
use crate::gazetteer::Gazetteer;

/// Rows that can be filled in with drop-downs.
const ROWS: u32 = 5_000;

/// The bytes of an Excel workbook to fill in, with the communes of the province of `region` to choose from; without a region
/// with the provinces only.
///
/// # Errors
/// Where the library refuses what was written, which the tests of this module rule out.
pub fn write_template(
    region: Option<RegionId>,
    vocabulary: &Vocabulary,
    gazetteer: &Gazetteer,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let choices = Choices::new(region, vocabulary, gazetteer, language);
    let mut workbook = Workbook::new();
    let list = workbook.add_worksheet();
    list.set_name(match language {
        Language::Vietnamese => "Danh sách",
        Language::English => "List",
    })?;
    write_header(list, language)?;
    for (column, position) in COLUMNS.iter().zip(0_u16..) {
        list.set_column_format(position, &body_format(column.choice))?;
        if let Some(validation) = validation(column, &choices, language)? {
            list.add_data_validation(1, position, ROWS, position, &validation)?;
        }
    }
    list.protect_with_options(&ProtectionOptions {
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    write_examples(workbook.add_worksheet(), &choices, language)?;
    write_guide(workbook.add_worksheet(), language)?;
    let lists = workbook.add_worksheet();
    lists.set_name(CHOICES)?.set_hidden(true);
    for (values, position) in choices.columns().zip(0_u16..) {
        for (value, row) in values.iter().zip(0..) {
            lists.write_string(row, position, value)?;
        }
    }
    workbook.save_to_buffer()
}

fn write_header(sheet: &mut Worksheet, language: Language) -> Result<(), XlsxError> {
    let header = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let header = header.set_background_color(0xE3_EB_E5).set_border_bottom(FormatBorder::Thin);
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?.set_landscape().set_paper_size(9);
    for (column, position) in COLUMNS.iter().zip(0_u16..) {
        sheet.set_column_width(position, column.width)?;
        sheet.write_string_with_format(0, position, column.title(language), &header)?;
    }
    Ok(())
}

/// Cells below the titles can be written into although the sheet is protected.
fn body_format(choice: Choice) -> Format {
    let format = Format::new().set_unlocked().set_align(FormatAlign::Top);
    match choice {
        Choice::Count(_) => format.set_num_format("#,##0"),
        Choice::Number(..) => format,
        Choice::Day => format.set_num_format("dd/mm/yyyy"),
        // Text, so that `12/2025` and `01` stay as they are.
        _ => format.set_num_format("@"),
    }
}

fn validation(column: &TemplateColumn, choices: &Choices, language: Language) -> Result<Option<DataValidation>, XlsxError> {
    let validation = DataValidation::new();
    let (error_vi, error_en) = ("Giá trị này không dùng được ở cột này.", "This value cannot be taken here.");
    let error = match language {
        Language::Vietnamese => error_vi,
        Language::English => error_en,
    };
    let strict = |validation: DataValidation| validation.set_error_message(error);
    let listed = |validation: DataValidation, range: String| validation.allow_list_formula(Formula::new(range));
    let validation = match column.choice {
        Choice::Words => validation.allow_any_value(),
        Choice::Count(most) => strict(validation.allow_decimal_number(DataValidationRule::Between(0.0, most)))?,
        Choice::Number(least, most) => strict(validation.allow_decimal_number(DataValidationRule::Between(least, most)))?,
        Choice::Day => {
            let [first, last] = [1900, 2100].map(|year| ExcelDateTime::from_ymd(year, 12, 31));
            strict(validation.allow_date(DataValidationRule::Between(first?, last?)))?
        }
        // Several terms in one cell are none of the list, and a commune may be written by its former name.
        Choice::Several(_) => listed(validation, choices.range(column.choice)).show_error_message(false),
        Choice::Commune if choices.is_empty(Choice::Commune) => validation.allow_any_value(),
        Choice::Commune => {
            strict(listed(validation, choices.range(column.choice)))?.set_error_style(DataValidationErrorStyle::Warning)
        }
        choice => strict(listed(validation, choices.range(choice)))?,
    };
    let validation = validation.set_input_title(column.title(language))?.set_input_message(column.note(language))?;
    Ok(Some(validation))
}

/// Rows that show how it is done, on a sheet that import leaves out by its name.
fn write_examples(sheet: &mut Worksheet, choices: &Choices, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(EXAMPLES)?;
    write_header(sheet, language)?;
    for (column, position) in COLUMNS.iter().zip(0_u16..) {
        for (example, row) in column.examples.iter().zip(1..) {
            let text = choices.example(column.choice, example);
            match (column.choice, text.parse::<f64>()) {
                (_, _) if text.is_empty() => {}
                (Choice::Count(_) | Choice::Number(..), Ok(number)) => {
                    sheet.write_number(row, position, number)?;
                }
                _ => {
                    sheet.write_string(row, position, text)?;
                }
            }
        }
    }
    Ok(())
}

fn write_guide(sheet: &mut Worksheet, language: Language) -> Result<(), XlsxError> {
    let lines: &[&str] = match language {
        Language::Vietnamese => &[
            "Điền mỗi điểm một dòng vào trang “Danh sách”; không đổi dòng tiêu đề.",
            "Bắt buộc: Tên, Loại hình, Lĩnh vực, Tỉnh. Các cột khác có thể để trống.",
            "Không ghi số điện thoại, số CCCD hay tên người đại diện.",
            "Trang “Ví dụ” chỉ để xem, không được nhập.",
            "Lưu tệp rồi tải lên mục Nhập dữ liệu; trước khi ghi, mọi dòng đều được kiểm tra.",
        ],
        Language::English => &[
            "Fill in one row for each site on the first sheet; leave the titles as they are.",
            "Required: name, kind, sector, province. Other columns may stay empty.",
            "Write no telephone numbers, identity card numbers or names of representatives.",
            "The sheet of examples is only for reading and is not imported.",
            "Save the file and upload it under Import; every row is checked before anything is written.",
        ],
    };
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(GUIDE)?.set_column_width(0, 28)?.set_column_width(1, 100)?;
    let explained = COLUMNS.iter().map(|column| (column.title(language), column.note(language)));
    for ((what, how), row) in lines.iter().map(|line| ("", *line)).chain(explained).zip(0..) {
        sheet.write_string_with_format(row, 0, what, &bold)?;
        sheet.write_string_with_format(row, 1, how, &wrapped)?;
    }
    Ok(())
}
