//! The package of an OpenDocument spreadsheet: its sheets, and what else lies in it.
use std::collections::HashSet;
use std::io::BufReader;

use super::archive::{Archive, Part};
use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::ods_rows::{OdsRows, TABLE_DEPTH};
use super::sheet_info::{SheetInfo, SheetLayout};
use super::xml_events::{XmlEvents, XmlPiece};

const CONTENT: &str = "content.xml";
/// Largest list of parts that is looked at for signs of a password.
const MANIFEST_BYTES: usize = 4 * 1024 * 1024;

/// An opened spreadsheet.
pub(super) struct OdsPackage {
    archive: Archive,
    /// Places of the sheets among the tables of the content, without copies of other files.
    tables: Vec<usize>,
    limits: Limits,
}

impl OdsPackage {
    /// Reads the names of the sheets.
    pub fn open(mut archive: Archive, limits: &Limits) -> Result<(Self, Vec<SheetInfo>, Vec<FileNotice>), FileRefusal> {
        let manifest = archive.small("META-INF/manifest.xml", MANIFEST_BYTES)?.unwrap_or_default();
        let is_encrypted = b"encryption-data".as_slice();
        if archive.has("encrypted-package") || manifest.windows(is_encrypted.len()).any(|part| part == is_encrypted) {
            return Err(FileRefusal::PasswordProtected);
        }
        let mut notices = Vec::new();
        if archive.names().iter().any(|name| name.starts_with("Basic/") || name.starts_with("Scripts/")) {
            notices.push(FileNotice::Macros);
        }
        let (tables, sheets, links) = tables(events(archive.needed(CONTENT)?), limits)?;
        if links {
            notices.push(FileNotice::ExternalLinks);
        }
        Ok((Self { archive, tables, limits: *limits }, sheets, notices))
    }

    /// The layout of a sheet.
    pub fn layout(&mut self, sheet: usize) -> Result<SheetLayout, FileRefusal> {
        let limit = self.limits.rows;
        let mut rows = self.rows(sheet)?;
        let mut count = 0;
        for row in rows.by_ref() {
            row?;
            count += 1;
            if count > limit {
                return Err(FileRefusal::TooManyRows { limit });
            }
        }
        Ok(rows.into_layout())
    }

    /// The rows of a sheet.
    pub fn rows(&mut self, sheet: usize) -> Result<OdsRows<BufReader<Part<'_>>>, FileRefusal> {
        let table = *self.tables.get(sheet).ok_or(FileRefusal::NoSuchSheet { index: sheet })?;
        OdsRows::of_table(events(self.archive.needed(CONTENT)?), table, &self.limits)
    }
}

fn events(part: Part<'_>) -> XmlEvents<BufReader<Part<'_>>> {
    let name = part.name().to_owned();
    XmlEvents::new(BufReader::with_capacity(64 * 1024, part), &name)
}

type Tables = (Vec<usize>, Vec<SheetInfo>, bool);

/// The sheets with their places among the tables, and whether there are links to other files.
fn tables(mut xml: XmlEvents<BufReader<Part<'_>>>, limits: &Limits) -> Result<Tables, FileRefusal> {
    let (mut places, mut sheets, mut links) = (Vec::new(), Vec::new(), false);
    let (mut hidden_styles, mut style) = (HashSet::new(), String::new());
    let mut table = 0;
    loop {
        let (name, shown_name, display, table_style) = match xml.next()? {
            XmlPiece::Start(tag) => {
                (tag.name().to_owned(), tag.attribute("name"), tag.attribute("display"), tag.attribute("style-name"))
            }
            XmlPiece::Finish => return Ok((places, sheets, links)),
            XmlPiece::End | XmlPiece::Text(_) => continue,
        };
        match name.as_str() {
            "style" => style = shown_name.unwrap_or_default(),
            "table-properties" if display.as_deref() == Some("false") && hidden_styles.len() < limits.entries => {
                hidden_styles.insert(style.clone());
            }
            "dde-links" => links = true,
            "table" if xml.depth() == TABLE_DEPTH => {
                let name = shown_name.unwrap_or_default();
                // LibreOffice keeps copies of linked files as tables.
                if name.starts_with("'file:") {
                    links = true;
                } else if sheets.len() >= limits.sheets {
                    return Err(FileRefusal::TooManySheets { limit: limits.sheets });
                } else {
                    let hidden = table_style.is_some_and(|style| hidden_styles.contains(&style));
                    places.push(table);
                    sheets.push(SheetInfo { name, hidden, row_count_hint: None });
                }
                table += 1;
                xml.skip()?;
            }
            _ => {}
        }
    }
}
