//! Finds what belongs to one person in texts, however it was typed, and puts a stub in its place.
use serde_json::Value;

use super::text::{composed, without_marks};
use super::{Address, ContactField, ContactValues, EVIDENCE_MAX, SiteFacts, Source, rules};

/// What stands where something was erased.
pub const STUB: &str = "[đã xóa theo yêu cầu]";
/// Fewest digits after the country or the leading 0 that are looked for as a telephone number.
const PHONE_DIGITS_MIN: usize = 7;
/// Most signs between two digits of a telephone number.
const GAP_MAX: usize = 2;

/// One thing to find.
#[derive(Clone, PartialEq, Eq)]
enum Wanted {
    /// Words apart by white space or the signs that stand for it in addresses, letters of either case.
    Words(Vec<Vec<char>>),
    /// One word exactly as it is written: `Ba` is somebody, `ba` is three.
    Word(Vec<char>),
    /// The digits of a telephone number after the country or the leading 0, with signs between them.
    Phone(Vec<char>),
}

/// What to find, and where.
#[derive(Clone, PartialEq, Eq)]
struct Needle {
    wanted: Wanted,
    /// Whether it is looked for in addresses too: a short name may be that of a commune.
    in_addresses: bool,
}

/// Everything that is to be found of one person.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Redaction(Vec<Needle>);

/// What it looks for is somebody's.
impl std::fmt::Debug for Redaction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Redaction({})", self.0.len())
    }
}

impl Redaction {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Looks for the values of a contact too, but not for what they are to the site.
    pub fn add_values(&mut self, values: &ContactValues) {
        let ContactValues { name, role: _, phone, email, address } = values;
        // One word may be anything, and so may the name of a place without a number of a house.
        match name.split_whitespace().count() {
            1 => self.push(Needle { wanted: Wanted::Word(composed(name).chars().collect()), in_addresses: false }),
            _ => self.add(name, true),
        }
        if let Some(address) = address {
            self.add(address, address.contains(|letter: char| letter.is_ascii_digit() || letter == ','));
        }
        phone.iter().chain(email).for_each(|value| self.add(value, true));
    }

    /// Looks for a text too; for a telephone number where it has so many digits and no letters.
    pub fn add_text(&mut self, text: &str) {
        self.add(text, true);
    }

    fn add(&mut self, text: &str, in_addresses: bool) {
        let mut wanted = Vec::new();
        if let Some(digits) = phone_digits(text) {
            wanted.push(Wanted::Phone(digits));
        } else {
            for form in [composed(text), without_marks(text)] {
                let words: Vec<Vec<char>> = form.split_whitespace().map(|word| word.chars().map(small).collect()).collect();
                if !words.is_empty() {
                    wanted.push(Wanted::Words(words));
                }
            }
        }
        wanted.into_iter().for_each(|wanted| self.push(Needle { wanted, in_addresses }));
    }

    fn push(&mut self, needle: Needle) {
        if !self.0.contains(&needle) {
            self.0.push(needle);
        }
    }

    /// Whether a text holds any of it.
    pub fn finds(&self, text: &str) -> bool {
        self.replaced(text, false).is_some()
    }

    /// The text with the stub in the place of every occurrence; `None` where there is none. At most so many characters: what
    /// would be longer becomes the stub alone.
    pub fn text(&self, text: &str, most: usize) -> Option<String> {
        let replaced = self.replaced(text, false)?;
        Some(if replaced.chars().count() > most { STUB.to_owned() } else { replaced })
    }

    fn replaced(&self, text: &str, is_address: bool) -> Option<String> {
        let letters: Vec<char> = composed(text).chars().collect();
        let folded: Vec<char> = letters.iter().copied().map(small).collect();
        let wanted = || self.0.iter().filter(|needle| needle.in_addresses || !is_address).map(|needle| &needle.wanted);
        let mut replaced = String::new();
        let (mut at, mut is_found) = (0, false);
        while let Some(letter) = letters.get(at) {
            // The longest of what begins here.
            match wanted().filter_map(|wanted| wanted.end(&letters, &folded, at)).max() {
                Some(end) => {
                    replaced.push_str(STUB);
                    (at, is_found) = (end, true);
                }
                None => {
                    replaced.push(*letter);
                    at += 1;
                }
            }
        }
        is_found.then_some(replaced)
    }

    fn replace(&self, text: &mut String, most: usize) -> usize {
        self.text(text, most).map_or(0, |replaced| {
            *text = replaced;
            1
        })
    }

    fn replace_some(&self, text: &mut Option<String>, most: usize) -> usize {
        text.as_mut().map_or(0, |text| self.replace(text, most))
    }

    /// The evidence of somebody else's consent; `None` where it says nothing of the person.
    pub fn evidence(&self, evidence: &str) -> Option<String> {
        self.text(evidence, EVIDENCE_MAX)
    }

    /// Replaces it in what somebody else is to the site; says whether it was there.
    pub fn role(&self, role: &mut Option<String>) -> bool {
        self.replace_some(role, ContactField::Role.most()) > 0
    }

    /// Replaces it in a reason or a comment of at most so many characters; says in how many texts.
    pub fn remark(&self, remark: &mut Option<String>, most: usize) -> usize {
        self.replace_some(remark, most)
    }

    /// Replaces it in every text of a JSON value, names of members included; says in how many texts.
    pub fn json(&self, value: &mut Value) -> usize {
        match value {
            Value::String(text) => self.replaced(text, false).map_or(0, |replaced| {
                *text = replaced;
                1
            }),
            Value::Array(items) => items.iter_mut().map(|item| self.json(item)).sum(),
            Value::Object(members) => {
                let mut count = 0;
                let rewritten = std::mem::take(members).into_iter().map(|(name, mut value)| {
                    count += self.json(&mut value);
                    match self.replaced(&name, false) {
                        Some(replaced) => {
                            count += 1;
                            (replaced, value)
                        }
                        None => (name, value),
                    }
                });
                *members = rewritten.collect();
                count
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
    }

    /// Replaces it in what is recorded of a site; says in how many texts. Every fact is named: one that is added must be decided
    /// about here.
    pub fn facts(&self, facts: &mut SiteFacts) -> usize {
        let SiteFacts {
            kind: _,
            name,
            sector: _,
            subsector: _,
            technologies: _,
            certifications: _,
            area_ha: _,
            herd_size: _,
            members: _,
            established_year: _,
            revenue_vnd_per_year: _,
            status: _,
            address: Address { province, district, commune },
            placement: _,
            operator_id: _,
            abstract_text,
            sources,
            confidence: _,
            verified_on: _,
            privacy: _,
        } = facts;
        let mut count = self.replace(name, rules::NAME_MAX) + self.replace_some(abstract_text, rules::ABSTRACT_MAX);
        for part in [province, district, commune] {
            if let Some(replaced) = part.as_deref().and_then(|part| self.replaced(part, true)) {
                (*part, count) = (Some(replaced), count + 1);
            }
        }
        count + sources.iter_mut().map(|source| self.source(source)).sum::<usize>()
    }

    /// An address that names somebody leads to them, so it goes as a whole.
    fn source(&self, source: &mut Source) -> usize {
        let mut count = self.replace_some(&mut source.title, rules::SOURCE_TEXT_MAX);
        if source.url.as_deref().is_some_and(|url| self.finds(url)) {
            source.url = None;
            source.title.get_or_insert_with(|| STUB.to_owned());
            count += 1;
        }
        count
    }
}

impl Wanted {
    /// Where what is wanted ends if it begins there, in the letters as they are and in lower case.
    fn end(&self, letters: &[char], folded: &[char], at: usize) -> Option<usize> {
        match self {
            Self::Words(words) => words_end(words, folded, at),
            Self::Word(word) => words_end(std::slice::from_ref(word), letters, at),
            Self::Phone(digits) => phone_end(digits, folded, at),
        }
    }
}

/// What is before and after the words is no part of them.
fn words_end(words: &[Vec<char>], text: &[char], at: usize) -> Option<usize> {
    let is_letter = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|letter| letter.is_alphanumeric());
    let is_inside = |at: usize| is_letter(at.checked_sub(1)) && is_letter(Some(at));
    if is_inside(at) {
        return None;
    }
    let mut end = at;
    for (position, word) in words.iter().enumerate() {
        if position > 0 {
            let gap = text.get(end..)?.iter().take_while(|letter| letter.is_whitespace() || "-_+.".contains(**letter)).count();
            end += Some(gap).filter(|gap| *gap > 0)?;
        }
        text.get(end..)?.starts_with(word).then_some(())?;
        end += word.len();
    }
    (!is_inside(end)).then_some(end)
}

/// A number begins with `0`, the country in one of its forms, or nothing; what is before and after it is no digit.
fn phone_end(digits: &[char], text: &[char], at: usize) -> Option<usize> {
    let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    let opening = text.get(at).filter(|letter| letter.is_ascii_digit() || **letter == '+')?;
    if is_digit(at.checked_sub(1)) {
        return None;
    }
    let start = if *opening == '+' { at + 1 } else { at };
    let matched = |prefix: &str| {
        let wanted: Vec<char> = prefix.chars().chain(digits.iter().copied()).collect();
        let mut end = start;
        for (position, digit) in wanted.iter().enumerate() {
            let gap = text.get(end..)?.iter().take_while(|letter| is_gap(**letter)).count();
            end += if position == 0 { 0 } else { Some(gap).filter(|gap| *gap <= GAP_MAX)? };
            (text.get(end)? == digit).then_some(())?;
            end += 1;
        }
        (!is_digit(Some(end))).then_some(end)
    };
    ["0", "84", "0084", "840", ""].into_iter().find_map(matched)
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || ".-()/".contains(letter)
}

/// The digits of a telephone number after the country or the leading 0; `None` of a text that is none.
fn phone_digits(text: &str) -> Option<Vec<char>> {
    let is_allowed = |letter: char| letter.is_ascii_digit() || letter == '+' || is_gap(letter);
    if !text.chars().all(is_allowed) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_abroad = text.trim_start().starts_with('+');
    let national = digits.strip_prefix("0084").or_else(|| digits.strip_prefix("84").filter(|rest| is_abroad || rest.len() > 8));
    let national = national.unwrap_or(&digits);
    let national = national.strip_prefix('0').unwrap_or(national);
    (national.len() >= PHONE_DIGITS_MIN).then(|| national.chars().collect())
}

/// The letter in lower case, where that is one letter.
fn small(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) => small,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction() -> Redaction {
        let mut redaction = Redaction::default();
        redaction.add_values(&ContactValues {
            name: "Nguyễn Văn Ba".into(),
            role: Some("chủ hộ".into()),
            phone: Some("0912 345 678".into()),
            email: Some("Ba.Nguyen@example.vn".into()),
            address: Some("Thụy Hương".into()),
        });
        redaction
    }

    #[test]
    fn a_person_is_found_however_they_were_typed() {
        let redaction = redaction();
        for (text, expected) in [
            ("Hộ ông Nguyễn Văn Ba, xã", Some("Hộ ông [đã xóa theo yêu cầu], xã")),
            ("HỘ NGUYỄN  VĂN\nBA", Some("HỘ [đã xóa theo yêu cầu]")),
            ("nguyen van ba", Some("[đã xóa theo yêu cầu]")),
            ("Nguye\u{302}\u{303}n Va\u{306}n Ba", Some("[đã xóa theo yêu cầu]")),
            ("Nguyễn Văn Bạ và Nguyễn Văn Bảo", None),
            ("gọi 0912345678.", Some("gọi [đã xóa theo yêu cầu].")),
            ("(+84) 912-345-678", Some("([đã xóa theo yêu cầu]")),
            ("https://bao.vn/ong-nguyen-van-ba-lam-giau.html", Some("https://bao.vn/ong-[đã xóa theo yêu cầu]-lam-giau.html")),
            ("+84 912.345.678 hoặc 84912345678", Some("[đã xóa theo yêu cầu] hoặc [đã xóa theo yêu cầu]")),
            ("912 345 678", Some("[đã xóa theo yêu cầu]")),
            ("mã 10912345678 và 09123456789", None),
            ("thư: ba.nguyen@EXAMPLE.vn;", Some("thư: [đã xóa theo yêu cầu];")),
            ("chủ hộ", None),
        ] {
            assert_eq!(redaction.text(text, 300).as_deref(), expected, "{text}");
        }
        assert_eq!(redaction.text(&"Nguyễn Văn Ba ".repeat(20), 300).as_deref(), Some(STUB));
    }

    #[test]
    fn the_name_of_a_place_stays_in_an_address() {
        let mut one_word = redaction();
        one_word.add_values(&ContactValues { name: "Hà".into(), role: None, phone: None, email: None, address: None });
        assert!(one_word.finds("chị Hà") && !one_word.finds("Hài") && !one_word.finds("hà"));
        assert_eq!(one_word.replaced("Hà Nội", true), None);
        assert_eq!(one_word.replaced("Thụy Hương", true), None);
        assert_eq!(one_word.replaced("xóm Nguyễn Văn Ba", true).as_deref(), Some("xóm [đã xóa theo yêu cầu]"));
    }

    #[test]
    fn a_person_is_found_wherever_json_has_texts() {
        let mut value =
            serde_json::json!({"cells": [{"row": 7, "text": "ông Nguyễn Văn Ba"}], "0912345678": null, "crs": "EPSG:4326"});
        assert_eq!(redaction().json(&mut value), 2);
        let expected = serde_json::json!({"cells": [{"row": 7, "text": format!("ông {STUB}")}], STUB: null, "crs": "EPSG:4326"});
        assert_eq!(value, expected);
    }

    #[test]
    fn a_source_that_names_somebody_leads_nowhere() {
        let mut source = Source { title: None, url: Some("https://x.vn/?q=0912345678".into()), date: None };
        assert_eq!(redaction().source(&mut source), 1);
        assert_eq!((source.title.as_deref(), source.url), (Some(STUB), None));
    }
}
