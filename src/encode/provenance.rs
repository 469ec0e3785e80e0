//! What an export says of itself: what was asked, how much was found, when, from where, and under which licence.
use jiff::Timestamp;

use crate::domain::{DATA_LICENCE, DATA_TITLE, Language, Message, local_time};
use crate::geography::Crs;

/// What an export says of itself.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The filter in words.
    pub filter: Message,
    /// How many records there are.
    pub count: usize,
    /// How many of them have no point.
    pub unplaced: usize,
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
        let (title, licence) = (DATA_TITLE.in_language(language), DATA_LICENCE.in_language(language));
        let (filter, date, count) = (self.filter.in_language(language), local_time::written(self.date, language), self.count);
        match language {
            Language::Vietnamese => format!("{title}. Bộ lọc: {filter}. {count} điểm, {date}. {licence}"),
            Language::English => format!("{title}. Filter: {filter}. {count} sites, {date}. {licence}"),
        }
    }

    /// How many records have no place on the map; nothing where every one has.
    pub fn about_unplaced(&self) -> Option<Message> {
        let count = self.unplaced;
        (count > 0).then(|| {
            Message::new(
                format!("{count} điểm chưa rõ vị trí nên không có tọa độ"),
                format!("{count} sites have no known position"),
            )
        })
    }

    /// The same, one thing at a time: what, and how it is.
    pub fn entries(&self, language: Language) -> Vec<(String, String)> {
        let crs = format!("{} ({})", self.crs.name(), self.crs);
        let entries = [
            (("Dữ liệu", "Data"), DATA_TITLE.in_language(language).to_owned()),
            (("Bộ lọc", "Filter"), self.filter.in_language(language).to_owned()),
            (("Số điểm", "Sites"), self.count.to_string()),
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
        entries.into_iter().map(|(what, how)| (heading(what), how)).collect()
    }
}
