//! What an export says of itself: what was asked, how much was found, when, from where, and under which licence.
use jiff::Timestamp;

use super::subject::Subject;
use crate::domain::{DATA_LICENCE, Language, Message, local_time};
use crate::geography::Crs;

/// What an export says of itself.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// What the records are.
    pub subject: Subject,
    /// The filter in words.
    pub filter: Message,
    /// How many records there are.
    pub count: usize,
    /// How many of them have no point.
    pub unplaced: usize,
    /// What else has to be known before the records are used, such as that shapes are approximate.
    pub notes: Vec<Message>,
    /// When it was made.
    pub date: Timestamp,
    /// The address under which it can be had again.
    pub address: String,
    /// The system of its coordinates.
    pub crs: Crs,
    /// The revision of the inventory.
    pub revision: i64,
}

impl Provenance {
    /// All of it in one sentence or two.
    pub fn sentence(&self, language: Language) -> String {
        let (title, licence) = (self.subject.title().in_language(language), DATA_LICENCE.in_language(language));
        let (filter, date) = (self.filter.in_language(language), local_time::written(self.date, language));
        let (count, counted, notes) = (self.count, self.subject.counted(language), self.noted(language));
        match language {
            Language::Vietnamese => format!("{title}. Bộ lọc: {filter}. {count} {counted}, {date}. {notes}{licence}"),
            Language::English => format!("{title}. Filter: {filter}. {count} {counted}, {date}. {notes}{licence}"),
        }
    }

    /// The notes, each a sentence.
    fn noted(&self, language: Language) -> String {
        self.notes.iter().map(|note| format!("{}. ", note.in_language(language))).collect()
    }

    /// How many records have no place on the map; nothing where every one has.
    pub fn about_unplaced(&self) -> Option<Message> {
        let count = self.unplaced;
        (count > 0).then(|| {
            let counted = |language| self.subject.counted(language);
            Message::new(
                format!("{count} {} chưa rõ vị trí nên không có tọa độ", counted(Language::Vietnamese)),
                format!("{count} {} have no known position", counted(Language::English)),
            )
        })
    }

    /// The same, one thing at a time: what, and how it is.
    pub fn entries(&self, language: Language) -> Vec<(String, String)> {
        let crs = format!("{} ({})", self.crs.name(), self.crs);
        let notes = (!self.notes.is_empty()).then(|| (("Lưu ý", "Note"), self.noted(language).trim_end().to_owned()));
        let entries = [
            (("Dữ liệu", "Data"), self.subject.title().in_language(language).to_owned()),
            (("Bộ lọc", "Filter"), self.filter.in_language(language).to_owned()),
            (self.subject.number(), self.count.to_string()),
            (("Chưa rõ vị trí", "Without a position"), self.unplaced.to_string()),
            (("Xuất lúc", "Exported at"), local_time::written(self.date, language)),
            (("Phiên bản dữ liệu", "Revision"), self.revision.to_string()),
            (("Hệ tọa độ", "Coordinate system"), crs),
            (("Địa chỉ", "Address"), self.address.clone()),
            (("Giấy phép", "Licence"), DATA_LICENCE.in_language(language).to_owned()),
        ];
        let heading = |(vi, en): (&str, &str)| match language {
            Language::Vietnamese => vi.to_owned(),
            Language::English => en.to_owned(),
        };
        entries.into_iter().chain(notes).map(|(what, how)| (heading(what), how)).collect()
    }
}
