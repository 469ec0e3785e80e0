//! The package of an Excel workbook: which part is which sheet, styles, shared texts, and what else lies in it.
use std::collections::HashMap;
use std::io::{BufReader, Read};

use super::archive::{Archive, Part};
use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::number_code::NumberStyle;
use super::serial_date::Epoch;
use super::shared_strings::SharedStrings;
use super::sheet_info::{SheetInfo, SheetLayout};
use super::xlsx_layout::{cell_range, read_layout};
use super::xlsx_rows::XlsxRows;
use super::xml_events::{XmlEvents, XmlPiece};

/// Most cell styles that are kept; Excel itself allows 65,490.
const STYLES_MAX: usize = 65_536;

/// An opened workbook.
pub(super) struct XlsxPackage {
    archive: Archive,
    /// Parts of the sheets, in the order of the tabs.
    parts: Vec<String>,
    strings_part: Option<String>,
    strings: Option<SharedStrings>,
    styles: Vec<NumberStyle>,
    epoch: Epoch,
    limits: Limits,
}

/// What a part refers to.
struct Relation {
    kind: String,
    target: String,
}

type Relations = HashMap<String, Relation>;

impl XlsxPackage {
    /// Reads everything but the cells.
    pub fn open(mut archive: Archive, limits: &Limits) -> Result<(Self, Vec<SheetInfo>, Vec<FileNotice>), FileRefusal> {
        let roots = relations(&mut archive, "")?;
        let main = roots.values().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target.clone());
        let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let related = relations(&mut archive, &main)?;
        let target = |kind: &str| related.values().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
        let (strings_part, styles_part) = (target("sharedStrings"), target("styles"));
        let styles = match styles_part {
            Some(part) => match archive.part(&part)? {
                Some(part) => read_styles(part)?,
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        let book = read_book(archive.needed(&main)?, limits)?;
        let mut notices = Vec::new();
        if archive.names().iter().any(|name| name.to_lowercase().ends_with("vbaproject.bin")) {
            notices.push(FileNotice::Macros);
        }
        if related.values().any(|relation| relation.kind == "externalLink") {
            notices.push(FileNotice::ExternalLinks);
        }
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for (info, id) in book.sheets {
            match related.get(&id) {
                Some(Relation { kind, target }) if kind == "worksheet" => {
                    parts.push(target.clone());
                    sheets.push(info);
                }
                _ => notices.push(FileNotice::NotATable { name: info.name }),
            }
        }
        for (sheet, part) in sheets.iter_mut().zip(&parts) {
            sheet.row_count_hint = row_count_hint(&mut archive, part);
        }
        let package = Self { archive, parts, strings_part, strings: None, styles, epoch: book.epoch, limits: *limits };
        Ok((package, sheets, notices))
    }

    /// The layout of a sheet.
    pub fn layout(&mut self, sheet: usize) -> Result<SheetLayout, FileRefusal> {
        let part = self.parts.get(sheet).ok_or(FileRefusal::NoSuchSheet { index: sheet })?;
        read_layout(events(self.archive.needed(part)?), &self.limits)
    }

    /// The rows of a sheet.
    pub fn rows(&mut self, sheet: usize) -> Result<XlsxRows<'_>, FileRefusal> {
        if self.strings.is_none() {
            let part = match &self.strings_part {
                Some(name) => self.archive.part(name)?,
                None => None,
            };
            self.strings = Some(match part {
                Some(part) => {
                    let name = part.name().to_owned();
                    SharedStrings::read(BufReader::new(part), &name, &self.limits)?
                }
                None => SharedStrings::default(),
            });
        }
        let part = self.parts.get(sheet).ok_or(FileRefusal::NoSuchSheet { index: sheet })?;
        let xml = events(self.archive.needed(part)?);
        let strings = self.strings.get_or_insert_default();
        Ok(XlsxRows::new(xml, strings, &self.styles, self.epoch, &self.limits))
    }
}

fn events(part: Part<'_>) -> XmlEvents<BufReader<Part<'_>>> {
    let name = part.name().to_owned();
    XmlEvents::new(BufReader::with_capacity(64 * 1024, part), &name)
}

/// The relations of a part by their ids; the part without a name is the package.
fn relations(archive: &mut Archive, part: &str) -> Result<Relations, FileRefusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}{}_rels/{file}.rels", if folder.is_empty() { "" } else { "/" });
    let mut relations = Relations::new();
    let Some(part) = archive.part(&list)? else { return Ok(relations) };
    let mut xml = events(part);
    loop {
        match xml.next()? {
            XmlPiece::Start(tag) if tag.name() == "Relationship" => {
                let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) else { continue };
                let kind = tag.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(id, Relation { kind, target: resolved(folder, &target) });
            }
            XmlPiece::Finish => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of a part that another one in this folder names.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// What the main part says: sheets with the ids of their relations, and the day dates count from.
struct Book {
    sheets: Vec<(SheetInfo, String)>,
    epoch: Epoch,
}

fn read_book(part: Part<'_>, limits: &Limits) -> Result<Book, FileRefusal> {
    let mut xml = events(part);
    let mut book = Book { sheets: Vec::new(), epoch: Epoch::Windows };
    loop {
        match xml.next()? {
            XmlPiece::Start(tag) if tag.name() == "workbookPr" && tag.is_set("date1904") => book.epoch = Epoch::Macintosh,
            XmlPiece::Start(tag) if tag.name() == "sheet" => {
                if book.sheets.len() >= limits.sheets {
                    return Err(FileRefusal::TooManySheets { limit: limits.sheets });
                }
                let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                let name = tag.attribute("name").unwrap_or_default();
                book.sheets.push((SheetInfo { name, hidden, row_count_hint: None }, tag.attribute("id").unwrap_or_default()));
            }
            XmlPiece::Finish => return Ok(book),
            _ => {}
        }
    }
}

/// The number formats of the cell styles, in the order in which cells name them.
fn read_styles(part: Part<'_>) -> Result<Vec<NumberStyle>, FileRefusal> {
    let mut xml = events(part);
    let mut codes: HashMap<u16, NumberStyle> = HashMap::new();
    let mut styles = Vec::new();
    let mut is_cell_style = false;
    loop {
        match xml.next()? {
            XmlPiece::Start(tag) => match tag.name() {
                "numFmt" if codes.len() < STYLES_MAX => {
                    if let (Some(number), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                        codes.insert(number, NumberStyle::of_code(&code));
                    }
                }
                "cellXfs" => is_cell_style = true,
                "cellStyleXfs" | "cellStyles" | "dxfs" => is_cell_style = false,
                "xf" if is_cell_style && styles.len() < STYLES_MAX => {
                    let number = tag.number("numFmtId").unwrap_or(0);
                    styles.push(codes.get(&number).cloned().unwrap_or_else(|| NumberStyle::built_in(number)));
                }
                _ => {}
            },
            XmlPiece::Finish => return Ok(styles),
            _ => {}
        }
    }
}

/// How many rows a sheet says it has, before its first row.
fn row_count_hint(archive: &mut Archive, part: &str) -> Option<u64> {
    // The head of a sheet is short; whatever is wrong in it is met again when its rows are read.
    let part = archive.part(part).ok()??;
    let mut xml = XmlEvents::new(BufReader::new(part.take(64 * 1024)), "");
    loop {
        match xml.next().ok()? {
            XmlPiece::Start(tag) if tag.name() == "dimension" => return Some(cell_range(&tag.attribute("ref")?)?.last_row),
            XmlPiece::Start(tag) if matches!(tag.name(), "sheetData" | "cols") => return None,
            XmlPiece::Finish => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/a", "../../../b\\c.xml"), "b/c.xml");
    }
}
