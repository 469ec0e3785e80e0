//! The patterns of `LIKE`: `%` for any characters, `_` for one, a backslash before a character that is meant itself.

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Any,
    One,
    Exactly(char),
}

impl Pattern {
    /// Reads a pattern; a backslash at its end stands for itself.
    pub fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            let part = match character {
                '%' => Part::Any,
                '_' => Part::One,
                '\\' => Part::Exactly(characters.next().unwrap_or('\\')),
                other => Part::Exactly(other),
            };
            if part != Part::Any || parts.last() != Some(&Part::Any) {
                parts.push(part);
            }
        }
        Self { parts }
    }

    /// Whether all of the text is like the pattern.
    pub fn matches(&self, text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        let (mut part, mut character) = (0, 0);
        // Where to go on if the characters that `%` stood for so far were too few.
        let mut resume: Option<(usize, usize)> = None;
        while let Some(current) = characters.get(character) {
            match self.parts.get(part) {
                Some(Part::Any) => {
                    resume = Some((part + 1, character));
                    part += 1;
                }
                Some(Part::One) => (part, character) = (part + 1, character + 1),
                Some(Part::Exactly(wanted)) if wanted == current => (part, character) = (part + 1, character + 1),
                _ => {
                    let Some((after, taken)) = resume else { return false };
                    resume = Some((after, taken + 1));
                    (part, character) = (after, taken + 1);
                }
            }
        }
        self.parts.get(part..).is_some_and(|rest| rest.iter().all(|part| *part == Part::Any))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_characters_and_a_backslash_takes_them_away() {
        for (pattern, text, is_like) in [
            ("", "", true),
            ("", "a", false),
            ("%", "", true),
            ("_", "đ", true),
            ("_", "", false),
            ("Rau%", "Rau sạch", true),
            ("%sạch", "Rau sạch", true),
            ("%a%a%", "banana", true),
            ("%ab", "aab", true),
            ("a_c", "abc", true),
            ("a_c", "abbc", false),
            (r"100\%", "100%", true),
            (r"100\%", "1000", false),
            (r"a\_b", "a_b", true),
            (r"a\_b", "axb", false),
            (r"a\\b", r"a\b", true),
            ("a\\", "a\\", true),
            ("%%%b", "ab", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(text), is_like, "{pattern} {text}");
        }
    }

    #[test]
    fn many_wildcards_take_no_time() {
        assert!(!Pattern::new(&"%a".repeat(1_000)).matches(&"ab".repeat(900)));
    }
}
