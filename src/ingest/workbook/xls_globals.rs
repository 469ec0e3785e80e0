//! What all sheets of a binary Excel workbook share: generation, styles, texts, and where each sheet begins.
use std::collections::HashMap;

use super::biff_records::{Biff, Cursor, Record, Records, kind};
use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::limits::Limits;
use super::number_code::NumberStyle;
use super::serial_date::Epoch;
use super::sheet_info::SheetInfo;

const NAME: &str = "XLS";

/// What all sheets share.
pub(super) struct XlsGlobals {
    /// The stream of the workbook, sheets included.
    pub stream: Vec<u8>,
    pub biff: Biff,
    pub epoch: Epoch,
    /// Number formats of the cell styles.
    pub styles: Vec<NumberStyle>,
    /// Places of the shared texts.
    pub texts: Vec<(u32, u32)>,
}

/// A sheet and where its records begin.
type PlacedSheet = (usize, SheetInfo);

impl XlsGlobals {
    /// Reads the first records of a stream.
    pub fn read(
        stream: Vec<u8>,
        limits: &Limits,
        notices: &mut Vec<FileNotice>,
    ) -> Result<(Self, Vec<PlacedSheet>), FileRefusal> {
        let damaged = |detail: &str| FileRefusal::damaged(NAME, detail);
        let mut records = Records::from(&stream, 0);
        let begin = records.next().ok_or_else(|| damaged("no records"))?;
        let mut biff = match (begin.kind, begin.u16(0)) {
            (kind::BEGIN, 0x600) => Biff::Eight,
            (kind::BEGIN, 0x500) => Biff::Five(encoding_rs::WINDOWS_1252),
            _ => return Err(FileRefusal::NotATable(ForeignContent::OldExcel)),
        };
        let (mut epoch, mut codes, mut formats) = (Epoch::Windows, HashMap::new(), Vec::new());
        let (mut sheets, mut texts) = (Vec::new(), Vec::new());
        for record in records {
            match record.kind {
                kind::EOF => break,
                kind::FILE_PASS => return Err(FileRefusal::PasswordProtected),
                kind::DATE_MODE if record.u16(0) == 1 => epoch = Epoch::Macintosh,
                kind::CODE_PAGE if biff != Biff::Eight && record.u16(0) == 1258 => biff = Biff::Five(encoding_rs::WINDOWS_1258),
                kind::STYLE => formats.push(record.u16(2)),
                kind::FORMAT => {
                    let code = Cursor::within(&stream, &record, 2).text(biff, if biff == Biff::Eight { 2 } else { 1 });
                    codes.insert(record.u16(0), NumberStyle::of_code(&code.unwrap_or_default()));
                }
                kind::BOOK_LINK if !is_own_book(&record) && !notices.contains(&FileNotice::ExternalLinks) => {
                    notices.push(FileNotice::ExternalLinks);
                }
                kind::BOUND_SHEET => {
                    let name = Cursor::within(&stream, &record, 6).text(biff, 1).ok_or_else(|| damaged("a sheet has no name"))?;
                    if record.u8(5) != 0 {
                        notices.push(FileNotice::NotATable { name });
                        continue;
                    }
                    if sheets.len() >= limits.sheets {
                        return Err(FileRefusal::TooManySheets { limit: limits.sheets });
                    }
                    let start = record.u32(0) as usize;
                    let row_count_hint = row_count_hint(&stream, start, biff);
                    sheets.push((start, SheetInfo { name, hidden: record.u8(4) & 3 != 0, row_count_hint }));
                }
                kind::SHARED_TEXTS => {
                    let mut cursor = Cursor::within(&stream, &record, 8);
                    while texts.len() < (record.u32(4) as usize).min(limits.strings) {
                        let Some(place) = cursor.place() else { break };
                        if cursor.skip_text().is_none() {
                            break;
                        }
                        texts.push(place);
                    }
                }
                _ => {}
            }
        }
        let style = |format: &u16| codes.get(format).cloned().unwrap_or_else(|| NumberStyle::built_in(*format));
        let styles = formats.iter().map(style).collect();
        Ok((Self { stream, biff, epoch, styles, texts }, sheets))
    }
}

/// Whether a link of a workbook goes to the workbook itself or to functions of an add-in.
fn is_own_book(record: &Record<'_>) -> bool {
    matches!(record.u16(2), 0x0401 | 0x3a01)
}

/// How many rows a sheet says it has; it does so within its first records.
fn row_count_hint(stream: &[u8], start: usize, biff: Biff) -> Option<u64> {
    let records = Records::from(stream, start).take(200).take_while(|record| record.kind != kind::ROW);
    let dimensions = records.into_iter().find(|record| record.kind == kind::DIMENSIONS)?;
    Some(match biff {
        Biff::Eight => dimensions.u32(4).into(),
        Biff::Five(_) => dimensions.u16(2).into(),
    })
}
