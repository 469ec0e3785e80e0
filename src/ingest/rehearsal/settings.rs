//! What people said of a file: corrections, what to do with rows, sheets to leave out, the coordinate system.
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Message, SiteId};
use crate::geography::Crs;
use crate::ingest::table::Corrections;

/// What people said of one file. An empty object says nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportSettings {
    /// Meanings, wordings, cells and the rest of what is said of a sheet.
    pub corrections: Corrections,
    /// What to do with single rows; the last one of a row counts.
    pub decisions: Vec<RowDecision>,
    /// Names of the sheets that are not read.
    pub left_out_sheets: Vec<String>,
    /// The coordinate system of rows that name none, as `EPSG:5897`.
    pub crs: Option<String>,
}

/// What to do with one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDecision {
    /// Name of its sheet.
    pub sheet: String,
    /// Its number.
    pub row: u64,
    /// What to do.
    #[serde(flatten)]
    pub decision: Decision,
}

/// What to do with a row that may be a site known already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// It is not taken.
    Skip,
    /// It is a site of its own, however alike another one is.
    KeepBoth,
    /// What it says goes into another site.
    Merge {
        /// The recorded site; `None` for the earlier row of the same file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<SiteId>,
    },
}

/// What was decided of rows, by sheet and number.
pub(super) type Decisions<'a> = HashMap<(&'a str, u64), Decision>;

impl ImportSettings {
    /// The decisions by row; of several the last one counts.
    pub(super) fn decided(&self) -> Decisions<'_> {
        self.decisions.iter().map(|decided| ((decided.sheet.as_str(), decided.row), decided.decision)).collect()
    }

    /// The coordinate system, or what is wrong with it.
    ///
    /// # Errors
    /// Where it is none that is known.
    pub fn coordinate_system(&self) -> Result<Option<Crs>, Message> {
        self.crs.as_deref().map(str::parse).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_written_as_the_interface_has_them() {
        let written = r#"{"decisions":[{"sheet":"A","row":9,"decision":"merge","site":"m-00042"},{"sheet":"A","row":10,"decision":"keep_both"}]}"#;
        let settings: ImportSettings = serde_json::from_str(written).unwrap();
        assert!(matches!(settings.decisions[0].decision, Decision::Merge { site: Some(_) }));
        assert_eq!(serde_json::to_value(&settings.decisions[1]).unwrap()["decision"], "keep_both");
        let again: ImportSettings = serde_json::from_value(serde_json::to_value(&settings).unwrap()).unwrap();
        assert_eq!(again, settings);
        let wrong = ImportSettings { crs: Some("HN-72".to_owned()), ..ImportSettings::default() };
        assert!(wrong.coordinate_system().is_err());
    }
}
