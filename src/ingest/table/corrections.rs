//! What an office has said about its sheets: remembered, and applied before anything is guessed.
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::meaning::Meaning;
use crate::domain::{VocabularyName, text};

/// The corrections of an office. Everything written is compared without tones and case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrections {
    /// What columns mean, by their titles; `None` for a column that is only kept.
    pub meanings: BTreeMap<String, Option<Meaning>>,
    /// Square metres of traditional units of land, by their names: `sao`, `mau`, `cong`, `thuoc`.
    pub land_units_m2: BTreeMap<String, f64>,
    /// The decimal mark of the numbers in a column, by its title.
    pub decimal_marks: BTreeMap<String, char>,
    /// The code a wording means, by vocabulary and wording; `None` for a wording that means no term.
    pub wordings: BTreeMap<VocabularyCode, BTreeMap<String, Option<String>>>,
    /// Facts of every row that does not say otherwise: the province of a file that names none.
    pub everywhere: BTreeMap<Meaning, String>,
    /// Other text for single cells, by sheet, row number from 1 and place of the column from 0.
    pub cells: Vec<CellCorrection>,
}

/// The code of a vocabulary, as corrections are stored.
pub type VocabularyCode = String;

/// Another text for one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellCorrection {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row, from 1.
    pub row: u64,
    /// Place of the column, from 0.
    pub column: usize,
    /// What the cell shall say.
    pub text: String,
}

impl Corrections {
    /// The same without other text for single cells.
    pub(in crate::ingest) fn without_cells(&self) -> Self {
        Self { cells: Vec::new(), ..self.clone() }
    }

    /// What was said of this file, and below it what was remembered of earlier ones; of cells only what was said of this one.
    pub(in crate::ingest) fn over(&self, remembered: &Self) -> Self {
        let mut joined = self.clone();
        complete(&mut joined.meanings, &remembered.meanings);
        complete(&mut joined.land_units_m2, &remembered.land_units_m2);
        complete(&mut joined.decimal_marks, &remembered.decimal_marks);
        for (vocabulary, wordings) in &remembered.wordings {
            complete(joined.wordings.entry(vocabulary.clone()).or_default(), wordings);
        }
        for (fact, value) in &remembered.everywhere {
            joined.everywhere.entry(*fact).or_insert_with(|| value.clone());
        }
        joined
    }

    /// What the office said a column means: outer `None` where it said nothing.
    pub(in crate::ingest) fn meaning(&self, title: &str) -> Option<Option<Meaning>> {
        let folded = text::fold(title);
        self.meanings.iter().find(|(known, _)| text::fold(known) == folded).map(|(_, meaning)| *meaning)
    }

    /// The code a wording means: outer `None` where the office said nothing.
    pub(super) fn wording(&self, vocabulary: VocabularyName, wording: &str) -> Option<Option<&str>> {
        let folded = text::fold(wording);
        let known = self.wordings.get(vocabulary.code())?;
        known.iter().find(|(known, _)| text::fold(known) == folded).map(|(_, code)| code.as_deref())
    }

    /// Square metres of a traditional unit of land.
    pub(super) fn land_unit_m2(&self, unit: &str) -> Option<f64> {
        self.land_units_m2.get(unit).copied().filter(|metres| metres.is_finite() && *metres > 0.0)
    }

    /// The decimal mark of a column.
    pub(super) fn decimal_mark(&self, title: &str) -> Option<char> {
        let folded = text::fold(title);
        let mark = self.decimal_marks.iter().find(|(known, _)| text::fold(known) == folded).map(|(_, mark)| *mark);
        mark.filter(|mark| matches!(mark, '.' | ','))
    }

    /// The text that replaces a cell.
    pub(super) fn cell(&self, sheet: &str, row: u64, column: usize) -> Option<&str> {
        let is_it = |cell: &&CellCorrection| cell.sheet == sheet && cell.row == row && cell.column == column;
        self.cells.iter().find(is_it).map(|cell| cell.text.as_str())
    }
}

/// Adds the entries whose keys, without tones and case, are not there yet.
fn complete<T: Clone>(said: &mut BTreeMap<String, T>, remembered: &BTreeMap<String, T>) {
    let known: BTreeSet<String> = said.keys().map(|key| text::fold(key)).collect();
    let new = remembered.iter().filter(|(key, _)| !known.contains(&text::fold(key)));
    said.extend(new.map(|(key, value)| (key.clone(), value.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_this_file_comes_before_what_is_remembered() {
        let said: Corrections =
            serde_json::from_str(r#"{"meanings": {"Diện tích": "area_ha"}, "everywhere": {"province": "Hà Nội"}}"#).unwrap();
        let office: Corrections = serde_json::from_str(
            r#"{"meanings": {"dien tich": null, "Quy mô": "scale"}, "wordings": {"technology": {"nha kin": "greenhouse"}},
                "everywhere": {"province": "Huế", "kind": "model"}}"#,
        )
        .unwrap();
        let joined = said.over(&office);
        assert_eq!(joined.meaning("DIỆN TÍCH"), Some(Some(Meaning::AreaHa)));
        assert_eq!(joined.meaning("Quy mô"), Some(Some(Meaning::Scale)));
        assert_eq!(joined.wording(VocabularyName::Technology, "Nhà kín"), Some(Some("greenhouse")));
        assert_eq!(joined.everywhere.values().collect::<Vec<_>>(), ["model", "Hà Nội"]);
    }
}
