//! Vietnamese alphabetical order.
use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

/// The order of the Vietnamese alphabet; texts that it holds for equal are ordered by their characters.
pub(super) struct Alphabet {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Alphabet {
    pub(super) fn new() -> Self {
        Self { collator: Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok() }
    }

    /// Which of two texts comes first.
    pub(super) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b)).then_with(|| a.cmp(b))
    }

    /// What orders many texts faster than comparing them: keys and texts together are ordered as [`compare`](Self::compare) does.
    pub(super) fn key<'a>(&self, text: &'a str) -> (Vec<u8>, &'a str) {
        let mut key = Vec::with_capacity(text.len() * 2);
        if let Some(collator) = &self.collator {
            // Writing to memory does not fail.
            let _ = collator.write_sort_key_to(text, &mut key);
        }
        (key, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_comparing_does() {
        let alphabet = Alphabet::new();
        let words =
            ["Đông Anh", "Dong Anh", "đông anh", "An", "Ân", "ăn", "Ba Vì", "ba vi", "Zèng", "Hòa", "Hoà", "x 2", "x 10", ""];
        for a in words {
            for b in words {
                assert_eq!(alphabet.key(a).cmp(&alphabet.key(b)), alphabet.compare(a, b), "{a} {b}");
            }
        }
        assert!(alphabet.compare("Dương", "Đan").is_lt());
    }
}
