//! What import and checks find: a refusal, a warning or a note, with the row, the column and the value as it was.
use serde::{Deserialize, Serialize};

use super::Message;
use super::code_enum::code_enum;

code_enum! {
    /// What a finding means for its row.
    Severity {
        /// The row is not taken.
        Refused => "refused",
        /// The row is taken; somebody should look.
        Warning => "warning",
        /// The row is taken; how it was understood is said, and nothing need be done.
        Note => "note",
    }
}

code_enum! {
    /// The closed list of finding codes.
    FindingCode {
        /// A required cell is empty.
        MissingValue => "missing_value",
        /// A value is malformed or out of its range.
        InvalidValue => "invalid_value",
        /// A code or label is not in its vocabulary.
        UnknownTerm => "unknown_term",
        /// A code belongs to another sector.
        SectorMismatch => "sector_mismatch",
        /// A text cell begins like a spreadsheet formula.
        FormulaCell => "formula_cell",
        /// Longitude and latitude look swapped.
        SwappedCoordinates => "swapped_coordinates",
        /// A point lies outside Vietnam.
        OutsideVietnam => "outside_vietnam",
        /// The coordinate system of plane coordinates, as it was stated or guessed.
        SystemUsed => "system_used",
        /// X and Y stand in the other order than their titles say.
        ExchangedAxes => "exchanged_axes",
        /// Columns of degrees hold metres, or columns of metres hold degrees.
        OtherUnit => "other_unit",
        /// Two cells of a row give different points.
        ConflictingCoordinates => "conflicting_coordinates",
        /// A point lies outside the unit its row declares.
        OutsideDeclaredUnit => "outside_declared_unit",
        /// A point lies at sea.
        AtSea => "at_sea",
        /// A point lies in another country.
        OnForeignLand => "on_foreign_land",
        /// Another central meridian would put the point where its row says it is.
        WrongMeridian => "wrong_meridian",
        /// Another site stands on exactly the same spot.
        SameSpot => "same_spot",
        /// Another site nearby bears a similar name.
        ProbableDuplicate => "probable_duplicate",
        /// No unit of that name is known.
        UnknownPlace => "unknown_place",
        /// Several units bear that name.
        AmbiguousPlace => "ambiguous_place",
        /// The commune is unknown, so the site stands at its district's centre.
        PlacedAtDistrict => "placed_at_district",
        /// The district and commune are unknown, so the site stands at its province's centre.
        PlacedAtProvince => "placed_at_province",
        /// The former commune was split; the current one is the most likely.
        CommuneUncertain => "commune_uncertain",
        /// The same site stands in the file twice.
        DuplicateRow => "duplicate_row",
        /// The row names an identifier that does not exist or belongs to another kind.
        UnknownId => "unknown_id",
        /// A row has more or fewer cells than the header.
        RaggedRow => "ragged_row",
        /// A value can be read in several ways; the likeliest was taken, or none.
        UnclearValue => "unclear_value",
        /// A value is a range, an estimate or a bound.
        ApproximateValue => "approximate_value",
        /// A cell holds something that no fact could be made of; it is kept as it was.
        UnreadValue => "unread_value",
        /// A unit was taken for granted.
        UnitAssumed => "unit_assumed",
        /// A cell stands for what the cell above it says.
        TakenFromAbove => "taken_from_above",
        /// Personal data was set apart, or dropped.
        PersonalData => "personal_data",
        /// A row or column that the sheet hides was read.
        HiddenPart => "hidden_part",
        /// A row was taken for words between rows and not for a site.
        RowLeftOut => "row_left_out",
        /// A site lies where its sender may write nothing.
        OutsideRegion => "outside_region",
        /// A formula reaches for another file, the network or a program; the value that the file keeps was used.
        ForeignFormula => "foreign_formula",
        /// The geometry of a feature is no point, or cannot be read.
        UnusableGeometry => "unusable_geometry",
        /// A row completes another one, or a recorded site, by decision.
        MergedRow => "merged_row",
        /// A sheet holds no table.
        NoTable => "no_table",
        /// A fact about the file as a whole.
        FileNotice => "file_notice",
    }
}

/// Something found in one row of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Line of the file in which the row begins, counted from 1; `None` outside files.
    pub row: Option<u64>,
    /// The column as the file names it, where one cell is meant.
    pub column: Option<String>,
    /// What kind of finding it is.
    pub code: FindingCode,
    /// What it means for the row.
    pub severity: Severity,
    /// A sentence for people.
    pub message: Message,
    /// The value as it was.
    pub value: Option<String>,
}

impl Finding {
    /// A finding that refuses its row.
    pub fn refused(code: FindingCode, message: Message) -> Self {
        Self { row: None, column: None, code, severity: Severity::Refused, message, value: None }
    }

    /// A finding that leaves its row in.
    pub fn warning(code: FindingCode, message: Message) -> Self {
        Self { severity: Severity::Warning, ..Self::refused(code, message) }
    }

    /// A finding that only says how something was understood.
    pub fn note(code: FindingCode, message: Message) -> Self {
        Self { severity: Severity::Note, ..Self::refused(code, message) }
    }

    /// The same finding, for this cell.
    #[must_use]
    pub fn at(mut self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self.value = Some(value.into());
        self
    }
}
