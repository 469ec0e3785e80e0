//! The report of an import of boundaries: what was read, matched, repaired and refused, each with the feature it is about.
use std::fmt::Write;

use serde::Serialize;

use super::repair::Repair;
use crate::domain::{Division, Language, Message, RegionId};

/// How many findings of one kind the text for people lists.
const LISTED_MAX: usize = 40;

/// What a finding means for its feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundarySeverity {
    /// The feature is of a unit, but its shape cannot be used.
    Refused,
    /// The feature was matched to no unit.
    Unmatched,
    /// It is used; somebody should look.
    Warning,
    /// It is used after a repair.
    Repaired,
}

/// The closed list of kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryFindingCode {
    /// Neither code nor name.
    NoUnitNamed,
    /// A code or name that no unit has.
    UnknownUnit,
    /// Code and name are of different units.
    NameDisagrees,
    /// A code or name of the other division.
    OtherDivision,
    /// Several units have that name.
    AmbiguousName,
    /// No geometry, or none that is a polygon.
    NotPolygon,
    /// The geometry cannot be read.
    UnreadableGeometry,
    /// A coordinate is no number, or lies outside its coordinate system.
    BadCoordinates,
    /// The shape lies far from its unit.
    FarAway,
    /// The shape has no area.
    EmptyArea,
    /// The shape cannot be repaired.
    Unrepairable,
    /// Another feature is of the same unit, and they overlap.
    SameUnit,
    /// The shape overlaps that of another unit.
    Overlap,
    /// The shape was repaired.
    Repaired,
    /// The area is far from the known one.
    AreaDiffers,
}

/// Something found in one feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoundaryFinding {
    /// Place of the feature in the file, counted from 1.
    pub feature: usize,
    /// Its name and code as the file has them.
    pub label: String,
    /// The unit it was matched to.
    pub region: Option<RegionId>,
    /// What it means for the feature.
    pub severity: BoundarySeverity,
    /// What kind of finding it is.
    pub code: BoundaryFindingCode,
    /// A sentence for people.
    pub message: Message,
    /// The units nearest to what the feature says, where it was matched to none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<SuggestedUnit>,
}

/// A unit that a feature may have meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SuggestedUnit {
    /// Its identifier.
    pub id: RegionId,
    /// Its name, and the province it lies in.
    pub name: String,
}

/// How many features were repaired in one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepairCount {
    /// The repair.
    pub repair: Repair,
    /// The number of features.
    pub features: usize,
}

/// How much of a province has official boundaries after the import.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoveredProvince {
    /// The province.
    pub id: RegionId,
    /// Its name.
    pub name: String,
    /// Its communes with official boundaries.
    pub official: usize,
    /// All its communes; the others are still approximate.
    pub communes: usize,
}

/// What an import of boundaries did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct BoundaryReport {
    /// Name of the file.
    pub file: String,
    /// Its format.
    pub format: &'static str,
    /// The coordinate system its numbers were read in; `None` where it is not known.
    pub crs: Option<String>,
    /// The division its units belong to.
    pub division: Division,
    /// Whether nothing was written on purpose.
    pub is_rehearsal: bool,
    /// Whether the import is accepted: all of it, or what `leave_out_refused` leaves.
    pub is_accepted: bool,
    /// Features read.
    pub features: usize,
    /// Features matched by code.
    pub matched_by_code: usize,
    /// Features matched by name.
    pub matched_by_name: usize,
    /// Features matched to no unit.
    pub unmatched: usize,
    /// Features matched, but not usable.
    pub refused: usize,
    /// Units whose boundary the file gives; nothing is taken of them where the import is not accepted.
    pub units: usize,
    /// What was repaired.
    pub repaired: Vec<RepairCount>,
    /// Why nothing of the file can be taken, where that is so, with advice.
    pub refusal: Option<Message>,
    /// What concerns the file as a whole.
    pub notes: Vec<Message>,
    /// The provinces the file touches.
    pub provinces: Vec<CoveredProvince>,
    /// Everything found in single features, in the order of the file.
    pub findings: Vec<BoundaryFinding>,
}

impl BoundaryReport {
    /// Whether features were left out or the file was refused; warnings and repairs do not count.
    pub fn has_refusals(&self) -> bool {
        self.refusal.is_some() || self.unmatched + self.refused > 0
    }

    /// Counts a feature as refused.
    pub(super) fn refuse(&mut self, finding: BoundaryFinding) {
        self.refused += 1;
        self.findings.push(finding);
    }

    /// The report for people.
    pub fn text(&self, language: Language) -> String {
        let pick = |vi: &'static str, en: &'static str| if language == Language::Vietnamese { vi } else { en };
        let crs = self.crs.as_deref().unwrap_or(pick("không rõ hệ tọa độ", "coordinate system unknown"));
        let mut text = format!("{} ({}, {crs})\n", on_one_line(&self.file), self.format);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} {}: {} {}, {} {}, {} {}, {} {}",
            self.features,
            pick("đối tượng", "features"),
            self.matched_by_code,
            pick("khớp theo mã", "matched by code"),
            self.matched_by_name,
            pick("khớp theo tên", "by name"),
            self.unmatched,
            pick("không khớp", "unmatched"),
            self.refused,
            pick("bị từ chối", "refused"),
        );
        for count in &self.repaired {
            let _ = writeln!(text, "  {}: {}", count.repair.message().in_language(language), count.features);
        }
        for note in &self.notes {
            let _ = writeln!(text, "  {}", on_one_line(note.in_language(language)));
        }
        self.write_findings(&mut text, language);
        for province in &self.provinces {
            let rest = province.communes - province.official.min(province.communes);
            let _ = writeln!(
                text,
                "  {}: {}/{} {}{}",
                province.name,
                province.official,
                province.communes,
                pick("xã có ranh giới chính thức", "communes have official boundaries"),
                match rest {
                    0 => String::new(),
                    rest => format!("; {rest} {}", pick("xã vẫn gần đúng", "are still approximate")),
                }
            );
        }
        if let Some(refusal) = &self.refusal {
            let _ = writeln!(text, "{}", on_one_line(refusal.in_language(language)));
        }
        let _ = writeln!(text, "{}", self.outcome().in_language(language));
        text
    }

    fn write_findings(&self, text: &mut String, language: Language) {
        let pick = |vi: &'static str, en: &'static str| if language == Language::Vietnamese { vi } else { en };
        let mut listed: Vec<(BoundaryFindingCode, usize)> = Vec::new();
        for finding in &self.findings {
            let at = listed.iter().position(|(code, _)| *code == finding.code).unwrap_or_else(|| {
                listed.push((finding.code, 0));
                listed.len() - 1
            });
            let Some((_, count)) = listed.get_mut(at) else { continue };
            *count += 1;
            if *count > LISTED_MAX {
                continue;
            }
            let severity = match finding.severity {
                BoundarySeverity::Refused => pick("từ chối", "refused"),
                BoundarySeverity::Unmatched => pick("không khớp", "unmatched"),
                BoundarySeverity::Warning => pick("lưu ý", "warning"),
                BoundarySeverity::Repaired => pick("đã sửa", "repaired"),
            };
            let message = on_one_line(finding.message.in_language(language));
            let _ = write!(
                text,
                "  {} {} [{}]: {severity}: {message}",
                pick("đối tượng", "feature"),
                finding.feature,
                on_one_line(&finding.label)
            );
            if !finding.suggestions.is_empty() {
                let names: Vec<String> = finding.suggestions.iter().map(|unit| format!("{} ({})", unit.name, unit.id)).collect();
                let _ = write!(text, "; {}: {}", pick("có phải", "did you mean"), names.join(", "));
            }
            text.push('\n');
        }
        let left: usize = listed.iter().map(|(_, count)| count.saturating_sub(LISTED_MAX)).sum();
        if left > 0 {
            let _ = writeln!(
                text,
                "  {} {left} {}",
                pick("… và", "… and"),
                pick("mục nữa; xem đủ bằng --json", "more; --json lists all")
            );
        }
    }

    /// What becomes of the file, in a sentence.
    fn outcome(&self) -> Message {
        let units = self.units;
        match (self.is_accepted, self.is_rehearsal) {
            (true, true) => Message::new(
                format!("Chạy thử: {units} đơn vị sẽ có ranh giới chính thức từ tệp này; chưa ghi gì."),
                format!("Rehearsal: {units} units would get their official boundary from this file; nothing was written."),
            ),
            (true, false) => Message::new(
                format!("{units} đơn vị có ranh giới chính thức từ tệp này."),
                format!("{units} units have their official boundary from this file."),
            ),
            (false, _) if self.refusal.is_none() && self.units > 0 => Message::new(
                "Không thay đổi gì: nhập tất cả hoặc không gì cả. Hãy sửa tệp, hoặc bỏ các mục này bằng --leave-out-refused.",
                "Nothing was changed: an import is taken whole or not at all. Correct the file, or leave these features out with \
                 --leave-out-refused.",
            ),
            (false, _) => Message::new("Không thay đổi gì.", "Nothing was changed."),
        }
    }
}

/// The text with line ends and other control characters shown as escapes: a value must not draw on the reader's terminal.
fn on_one_line(text: &str) -> String {
    let shown = |character: char| match character.is_control() {
        true => character.escape_default().collect::<String>(),
        false => character.to_string(),
    };
    text.chars().map(shown).collect()
}
