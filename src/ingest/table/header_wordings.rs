//! The dictionary of column titles, and the words in titles that say nothing. The wordings stand in `wordings/headers.txt`.
use std::sync::LazyLock;

use super::meaning::Meaning;

/// A title that is one of these, or holds one, has the meaning.
pub(super) static WORDINGS: LazyLock<Vec<(Meaning, Vec<&'static str>)>> = LazyLock::new(|| {
    lines(include_str!("wordings/headers.txt"))
        .filter_map(|(code, wordings)| {
            let meaning = Meaning::ALL.iter().copied().find(|meaning| meaning.code() == code)?;
            Some((meaning, wordings.split(", ").collect()))
        })
        .collect()
});

/// The lines of a dictionary that hold something: what is before the colon and what is after it.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// Words that may stand in any title and say nothing of what the column means.
pub(super) const FILLERS: &[&str] = &[
    "cua", "cac", "va", "hoac", "hien", "co", "nam", "neu", "duoc", "hien tai", "dang", "tai", "theo", "so", "ghi", "ro",
    "trong", "hien nay", "chinh", "chu", "yeu", "m2", "ha", "dong", "trieu", "ty", "con", "ho", "sao", "mo", "hinh", "dk",
    "binh", "quan", "uoc", "dat", "tong", "bq",
];
