//! The sources a row states: one column each for titles, addresses and dates, whose parts belong together by their place.
use super::field::Field;
use crate::domain::{Finding, FindingCode, Message, PartialDate, Source};

/// The parts of the sources, each column by itself, since the file may lack some.
#[derive(Clone, Debug)]
pub struct GivenSources {
    pub(super) titles: Field<Vec<Option<String>>>,
    pub(super) urls: Field<Vec<Option<String>>>,
    pub(super) dates: Field<Vec<Option<PartialDate>>>,
}

impl GivenSources {
    /// The sources after this row, on top of what is known; a column the file lacks changes nothing.
    pub(super) fn onto(self, known: &[Source]) -> Vec<Source> {
        let titles = self.titles.or(Some(&parts_of(known, |source| source.title.clone())), Vec::new());
        let urls = self.urls.or(Some(&parts_of(known, |source| source.url.clone())), Vec::new());
        let dates = self.dates.or(Some(&parts_of(known, |source| source.date)), Vec::new());
        let source = |position: usize| Source {
            title: titles.get(position).cloned().flatten(),
            url: urls.get(position).cloned().flatten(),
            date: dates.get(position).copied().flatten(),
        };
        let sources = (0..titles.len().max(urls.len()).max(dates.len())).map(source);
        sources.filter(|source| source.title.is_some() || source.url.is_some() || source.date.is_some()).collect()
    }
}

fn parts_of<T>(sources: &[Source], part: fn(&Source) -> Option<T>) -> Vec<Option<T>> {
    sources.iter().map(part).collect()
}

/// The parts of a cell: a `|` that stands alone separates them; a part may be empty.
pub(super) fn parts(cell: &str) -> Vec<Option<String>> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    words.split(|word| *word == "|").map(|part| part.join(" ")).map(|part| (!part.is_empty()).then_some(part)).collect()
}

/// The address of a source. Pages make it a link, so nothing but http and https passes.
pub(super) fn web_address(part: &str) -> Result<(), Finding> {
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        part.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && part.len() > scheme.len()
    });
    if is_web && !part.contains(char::is_whitespace) {
        return Ok(());
    }
    let message = Message::new(
        format!("“{part}” không phải địa chỉ web. Được phép: địa chỉ bắt đầu bằng http:// hoặc https://, không có khoảng trắng"),
        format!("“{part}” is not a web address. Allowed: an address that begins with http:// or https://, without white space"),
    );
    Err(Finding::refused(FindingCode::InvalidValue, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_places_even_where_some_are_empty() {
        for (cell, expected) in [
            ("a | b", vec![Some("a"), Some("b")]),
            ("| b", vec![None, Some("b")]),
            ("| | c", vec![None, None, Some("c")]),
            ("a |", vec![Some("a"), None]),
            ("a|b", vec![Some("a|b")]),
            ("", vec![None]),
        ] {
            assert_eq!(parts(cell), expected.into_iter().map(|part| part.map(str::to_owned)).collect::<Vec<_>>(), "{cell}");
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(["https://vi.example/a", "HTTP://example.vn"].iter().all(|part| web_address(part).is_ok()));
        for part in ["javascript:alert(1)", "https://", "ftp://a", "example.vn", "https://a b", "đhttps://a"] {
            assert!(web_address(part).is_err(), "{part}");
        }
    }
}
