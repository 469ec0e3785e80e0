//! Text for XML 1.0: escaped, and without the characters that no XML may hold.
use std::fmt::Write;

/// The text as it stands in an element or between double quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            // Also keeps `]]>` out.
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\r' => written.push_str("&#13;"),
            '\t' | '\n' => written.push(character),
            // Neither escaped nor raw may these stand in XML 1.0.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => written.push(character),
        }
    }
    written
}

/// Adds `<name>text</name>`.
pub(super) fn element(target: &mut String, name: &str, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(target, "<{name}>{}</{name}>", escaped(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element_and_control_characters_are_left_out() {
        assert_eq!(escaped("a & b ]]> <script>\u{0}\u{b}\u{ffff}🌾"), "a &amp; b ]]&gt; &lt;script&gt;🌾");
        let mut target = String::new();
        element(&mut target, "name", "\"x\"\r\n");
        assert_eq!(target, "<name>&quot;x&quot;&#13;\n</name>");
    }
}
