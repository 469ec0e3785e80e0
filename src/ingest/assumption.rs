//! What a reader took for granted about the coordinates of rows, told once for the whole file with the number of rows.
use super::zone::{SaidBy, Stated};
use crate::domain::{Finding, FindingCode, Message};

/// Something taken for granted about the coordinates of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Assumption {
    /// The coordinate system of the numbers.
    System(Stated),
    /// The first of two columns holds what the second is called, and the other way round.
    Exchanged { first: String, second: String },
    /// Columns that are called degrees hold metres.
    MetresForDegrees { first: String, second: String },
    /// Columns that are called X and Y hold degrees.
    DegreesForMetres { first: String, second: String },
}

impl Assumption {
    /// The finding for so many rows of a file. A guess is a warning, what the file itself says a note.
    pub fn finding(&self, rows: usize) -> Finding {
        let count = |message: Message| {
            let plural = if rows == 1 { "row" } else { "rows" };
            Message::new(format!("{}: {rows} dòng.", message.vi), format!("{}: {rows} {plural}.", message.en))
        };
        match self {
            Self::System(stated) => {
                let system = stated.crs.label();
                let (vi, en) = (&system.vi, &system.en);
                let read = |by_vi: String, by_en: String| {
                    count(Message::new(format!("Tọa độ đọc theo {vi}, {by_vi}"), format!("Coordinates read by {en}, {by_en}")))
                };
                match &stated.by {
                    SaidBy::Province(province) => {
                        let read = read(format!("suy từ {province}"), format!("guessed from {province}"));
                        let message = Message::new(
                            format!("{} Nếu không đúng, hãy thêm cột “ktt” hoặc chọn --meridian.", read.vi),
                            format!("{} If that is wrong, add a column “ktt” or choose --meridian.", read.en),
                        );
                        Finding::warning(FindingCode::SystemUsed, message)
                    }
                    SaidBy::Column(title) => {
                        let message = read(format!("như cột “{title}” ghi"), format!("as column “{title}” says"));
                        Finding::note(FindingCode::SystemUsed, message)
                    }
                    SaidBy::Person => {
                        let message = read("như người nhập chọn".to_owned(), "as chosen for this import".to_owned());
                        Finding::note(FindingCode::SystemUsed, message)
                    }
                }
            }
            Self::Exchanged { first, second } => Finding::note(
                FindingCode::ExchangedAxes,
                count(Message::new(
                    format!(
                        "Cột “{first}” và “{second}” đổi chỗ cho nhau; đã nhận ra theo độ lớn (ở Việt Nam X là bắc, Y là đông)"
                    ),
                    format!(
                        "Columns “{first}” and “{second}” are exchanged; the size of the numbers tells (in Vietnam X is north, Y east)"
                    ),
                )),
            ),
            Self::MetresForDegrees { first, second } => Finding::note(
                FindingCode::OtherUnit,
                count(Message::new(
                    format!("Cột “{first}” và “{second}” ghi mét, không phải độ; đã đọc là tọa độ phẳng"),
                    format!("Columns “{first}” and “{second}” hold metres and not degrees; they were read as plane coordinates"),
                )),
            ),
            Self::DegreesForMetres { first, second } => Finding::note(
                FindingCode::OtherUnit,
                count(Message::new(
                    format!("Cột “{first}” và “{second}” ghi độ, không phải mét; đã đọc là kinh độ và vĩ độ"),
                    format!(
                        "Columns “{first}” and “{second}” hold degrees and not metres; they were read as longitude and latitude"
                    ),
                )),
            ),
        }
    }
}
