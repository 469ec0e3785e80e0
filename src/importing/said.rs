//! What somebody says of a file: other text for cells, meanings of columns and wordings, decisions on rows; put into the settings
//! of its import, or taken back.
use serde::{Deserialize, Deserializer};

use super::failure::ImportFailure;
use super::rehearsed::Rehearsed;
use crate::domain::{Message, SiteId, Vocabulary, VocabularyName, rules, text};
use crate::geography::Crs;
use crate::ingest::rehearsal::{Decision, ImportSettings, RowDecision};
use crate::ingest::table::{CellCorrection, Corrections, Meaning, QuestionKey};

/// Most characters of the text of a cell, as in Excel.
const TEXT_MAX: usize = 32_767;
/// Most cells, and most rows, of which something may be said.
const SAID_MAX: usize = 50_000;
/// What says that a column or wording means nothing.
const NOTHING: &str = "nothing";

/// What is said; every list adds to what was said before, and `null` takes it back.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Said {
    cells: Vec<SaidOfCell>,
    columns: Vec<SaidOfColumn>,
    answers: Vec<Answer>,
    decisions: Vec<SaidOfRow>,
    sheets: Vec<SaidOfSheet>,
    everywhere: Vec<SaidOfEveryRow>,
    #[serde(deserialize_with = "given")]
    crs: Option<Option<String>>,
    /// The colleagues who may see and change the import, too.
    pub share: Option<Vec<String>>,
}

/// Another text for a cell, and perhaps for all that say the same.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidOfCell {
    sheet: String,
    row: u64,
    column: usize,
    text: Option<String>,
    #[serde(default)]
    alike: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidOfColumn {
    title: String,
    meaning: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    key: QuestionKey,
    value: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidOfRow {
    sheet: String,
    row: u64,
    decision: Option<String>,
    #[serde(default)]
    site: Option<SiteId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidOfSheet {
    name: String,
    is_read: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidOfEveryRow {
    fact: String,
    value: Option<String>,
}

/// Tells `null` from silence.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl Said {
    /// Whether something is said of how the file is read.
    pub fn is_of_the_file(&self) -> bool {
        let lists = [
            self.cells.len(),
            self.columns.len(),
            self.answers.len(),
            self.decisions.len(),
            self.sheets.len(),
            self.everywhere.len(),
        ];
        lists.into_iter().any(|length| length > 0) || self.crs.is_some()
    }
}

fn refuse(member: &'static str, reason: Message) -> ImportFailure {
    ImportFailure::Unsayable { member, reason }
}

/// Puts what is said into the settings; all of it, or an error and what is then in `settings` does not count.
///
/// # Errors
/// Where something is said that cannot be; `alike` needs a rehearsal at hand.
pub fn apply(
    settings: &mut ImportSettings,
    said: Said,
    vocabulary: &Vocabulary,
    rehearsed: Option<&Rehearsed>,
) -> Result<(), ImportFailure> {
    for cell in said.cells {
        say_of_cell(&mut settings.corrections, cell, rehearsed)?;
    }
    for SaidOfColumn { title, meaning } in said.columns {
        let meanings = &mut settings.corrections.meanings;
        let folded = text::fold(&title);
        meanings.retain(|known, _| text::fold(known) != folded);
        match meaning.as_deref() {
            None => {}
            Some(NOTHING) => _ = meanings.insert(title, None),
            Some(code) => _ = meanings.insert(title, Some(meaning_of("columns", code)?)),
        }
    }
    for Answer { key, value } in said.answers {
        answer(&mut settings.corrections, key, value, vocabulary)?;
    }
    for row in said.decisions {
        decide(settings, row)?;
    }
    for SaidOfSheet { name, is_read } in said.sheets {
        let known: Vec<&str> = rehearsed.iter().flat_map(|done| &done.summary.sheets).map(|sheet| sheet.name.as_str()).collect();
        if rehearsed.is_some() && !known.contains(&name.as_str()) {
            return Err(refuse("sheets", rules::not_in_list(&name, &known)));
        }
        settings.left_out_sheets.retain(|left_out| *left_out != name);
        settings.left_out_sheets.extend((!is_read).then_some(name));
    }
    for SaidOfEveryRow { fact, value } in said.everywhere {
        let fact = meaning_of("everywhere", &fact)?;
        if fact.is_private() {
            let reason =
                Message::new("thông tin cá nhân không nhập hàng loạt được", "what is private cannot be given for all rows");
            return Err(refuse("everywhere", reason));
        }
        match value {
            None => _ = settings.corrections.everywhere.remove(&fact),
            Some(value) => _ = settings.corrections.everywhere.insert(fact, short("everywhere", value)?),
        }
    }
    if let Some(crs) = said.crs {
        if let Some(name) = &crs {
            name.parse::<Crs>().map_err(|reason| refuse("crs", reason))?;
        }
        settings.crs = crs;
    }
    if settings.corrections.cells.len().max(settings.decisions.len()) > SAID_MAX {
        let reason = Message::new(
            format!("đã sửa hơn {SAID_MAX} ô hoặc dòng; hãy sửa ngay trong tệp rồi tải lên lại"),
            format!("more than {SAID_MAX} cells or rows are repaired; repair the file itself and upload it again"),
        );
        return Err(refuse("cells", reason));
    }
    Ok(())
}

fn say_of_cell(corrections: &mut Corrections, said: SaidOfCell, rehearsed: Option<&Rehearsed>) -> Result<(), ImportFailure> {
    let SaidOfCell { sheet, row, column, text, alike } = said;
    let text = text.map(|text| short("cells", text)).transpose()?;
    let mut rows = vec![row];
    if alike {
        let spool = &rehearsed.ok_or(ImportFailure::NotRehearsed)?.spool;
        let same = spool.find(&sheet, row)?.and_then(|row| row.cells.into_iter().find(|cell| cell.column == column));
        let Some(same) = same else {
            let (vi, en) = (format!("dòng {row} không có ô này"), format!("row {row} has no such cell"));
            return Err(refuse("cells", Message::new(vi, en)));
        };
        for other in spool.rows() {
            let other = other?;
            let says_so = |raw: &str| raw.trim() == same.raw.trim();
            if other.sheet == sheet && other.cells.iter().any(|cell| cell.column == column && says_so(&cell.raw)) {
                rows.push(other.row);
            }
        }
        rows.sort_unstable();
        rows.dedup();
    }
    let is_meant = |cell: &CellCorrection| cell.sheet == sheet && cell.column == column && rows.binary_search(&cell.row).is_ok();
    corrections.cells.retain(|cell| !is_meant(cell));
    if let Some(text) = text {
        let correction = |row| CellCorrection { sheet: sheet.clone(), row, column, text: text.clone() };
        corrections.cells.extend(rows.into_iter().map(correction));
    }
    Ok(())
}

fn answer(
    corrections: &mut Corrections,
    key: QuestionKey,
    value: Option<String>,
    vocabulary: &Vocabulary,
) -> Result<(), ImportFailure> {
    match key {
        QuestionKey::Wording { vocabulary: list, wording } => {
            let code = value.map(|value| code_of(list, value, vocabulary)).transpose()?;
            let wordings = corrections.wordings.entry(list.code().to_owned()).or_default();
            let folded = text::fold(&wording);
            wordings.retain(|known, _| text::fold(known) != folded);
            wordings.extend(code.map(|code| (wording, code)));
        }
        QuestionKey::LandUnit { unit } => match value {
            None => _ = corrections.land_units_m2.remove(&unit),
            Some(value) => {
                let metres = value.parse::<f64>().ok().filter(|metres| metres.is_finite() && *metres > 0.0);
                let reason = || Message::new("phải là số mét vuông lớn hơn 0", "must be a number of square metres above 0");
                _ = corrections.land_units_m2.insert(unit, metres.ok_or_else(|| refuse("answers", reason()))?);
            }
        },
        QuestionKey::Mark { title } => {
            let folded = text::fold(&title);
            corrections.decimal_marks.retain(|known, _| text::fold(known) != folded);
            let mark = value.map(|value| match value.as_str() {
                "." => Ok('.'),
                "," => Ok(','),
                other => Err(refuse("answers", rules::not_in_list(other, &[".", ","]))),
            });
            corrections.decimal_marks.extend(mark.transpose()?.map(|mark| (title, mark)));
        }
        QuestionKey::Cell { .. } => {
            let reason = Message::new("hãy sửa ô đó bằng cells", "repair that cell by cells");
            return Err(refuse("answers", reason));
        }
    }
    Ok(())
}

/// The term that a wording means; inner `None` for none.
fn code_of(list: VocabularyName, value: String, vocabulary: &Vocabulary) -> Result<Option<String>, ImportFailure> {
    if value == NOTHING {
        return Ok(None);
    }
    let codes: Vec<&str> = vocabulary.terms(list).map(|term| term.code.as_str()).chain([NOTHING]).collect();
    match codes.contains(&value.as_str()) {
        true => Ok(Some(value)),
        false => Err(refuse("answers", rules::not_in_list(&value, &codes))),
    }
}

fn decide(settings: &mut ImportSettings, said: SaidOfRow) -> Result<(), ImportFailure> {
    let SaidOfRow { sheet, row, decision, site } = said;
    let decision = match decision.as_deref() {
        None => None,
        Some("skip") => Some(Decision::Skip),
        Some("keep_both") => Some(Decision::KeepBoth),
        Some("merge") => Some(Decision::Merge { site }),
        Some(other) => return Err(refuse("decisions", rules::not_in_list(other, &["skip", "keep_both", "merge"]))),
    };
    if site.is_some() && !matches!(decision, Some(Decision::Merge { .. })) {
        let reason = Message::new("site chỉ dùng với merge", "site is only for merge");
        return Err(refuse("decisions", reason));
    }
    settings.decisions.retain(|known| known.sheet != sheet || known.row != row);
    settings.decisions.extend(decision.map(|decision| RowDecision { sheet, row, decision }));
    Ok(())
}

fn meaning_of(member: &'static str, code: &str) -> Result<Meaning, ImportFailure> {
    let codes: Vec<&str> = Meaning::ALL.iter().map(|meaning| meaning.code()).collect();
    let found = Meaning::ALL.iter().copied().find(|meaning| meaning.code() == code);
    found.ok_or_else(|| refuse(member, rules::not_in_list(code, &codes)))
}

fn short(member: &'static str, text: String) -> Result<String, ImportFailure> {
    if text.chars().count() <= TEXT_MAX {
        return Ok(text);
    }
    let reason = Message::new(format!("dài quá {TEXT_MAX} ký tự"), format!("longer than {TEXT_MAX} characters"));
    Err(refuse(member, reason))
}
