//! What every plain page shares: head, header, language switch, sector symbols, numbers as people write them.
use maud::{DOCTYPE, Markup, html};

use super::links::PublicUrl;
use crate::domain::{DATA_LICENCE, Language, Message, Sector};

/// The style of the plain pages.
pub(super) const STYLESHEET: &str = include_str!("pages.css");

/// A page: its title, the addresses of itself in both languages, and what stands in it.
pub(super) struct PageFrame<'a> {
    pub(super) public_url: &'a PublicUrl,
    pub(super) language: Language,
    pub(super) title: &'a str,
    /// The same page in the other language.
    pub(super) other_language: Option<String>,
}

/// The whole document.
pub(super) fn page(frame: &PageFrame<'_>, body: &Markup) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(frame.language, vi, en);
    let other = match frame.language {
        Language::Vietnamese => (Language::English, "English"),
        Language::English => (Language::Vietnamese, "Tiếng Việt"),
    };
    html! {
        (DOCTYPE)
        html lang=(frame.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) " · AgriAtlas" }
                link rel="icon" type="image/svg+xml" href=(frame.public_url.local("/icon.svg", &[]));
                link rel="stylesheet" href=(frame.public_url.local("/pages.css", &[]));
            }
            body {
                a.skip href="#main" { (say("Đến nội dung", "Skip to content")) }
                header {
                    a.brand href=(home(frame)) { "AgriAtlas" }
                    nav aria-label=(say("Chính", "Main")) {
                        a href=(home(frame)) { (say("Bản đồ", "Map")) }
                        a href=(page_address(frame, "/api/collections/sites/items", &[])) { (say("Danh sách", "List")) }
                        a href=(page_address(frame, "/api/statistics", &[("by", "province".to_owned())])) { (say("Thống kê", "Statistics")) }
                        a href=(frame.public_url.local("/account", &language_pair(frame.language))) { (say("Tài khoản", "Account")) }
                        @if let Some(address) = &frame.other_language {
                            a href=(address) hreflang=(other.0.code()) lang=(other.0.code()) { (other.1) }
                        }
                    }
                }
                main id="main" { (body) }
                footer { p { (DATA_LICENCE.in_language(frame.language)) } }
            }
        }
    }
}

fn home(frame: &PageFrame<'_>) -> String {
    frame.public_url.local("/", &language_pair(frame.language))
}

/// The address of a resource as a page.
fn page_address(frame: &PageFrame<'_>, path: &str, pairs: &[(&'static str, String)]) -> String {
    let pairs = [pairs, &[("f", "html".to_owned())], &language_pair(frame.language)].concat();
    frame.public_url.local(path, &pairs)
}

/// Vietnamese needs no parameter.
pub(super) fn language_pair(language: Language) -> Vec<(&'static str, String)> {
    match language {
        Language::Vietnamese => Vec::new(),
        Language::English => vec![("lang", "en".to_owned())],
    }
}

/// The page of a problem.
pub(super) fn problem_page(
    public_url: &PublicUrl,
    language: Language,
    title: &Message,
    detail: &Message,
    request_id: &str,
) -> Markup {
    let frame = PageFrame { public_url, language, title: title.in_language(language), other_language: None };
    page(
        &frame,
        &html! {
            h1 { (title.in_language(language)) }
            p.problem role="alert" { (detail.in_language(language)) }
            p.muted { (words(language, "Mã yêu cầu", "Request id")) ": " code { (request_id) } }
            p { a href=(home(&frame)) { (words(language, "Về bản đồ", "Back to the map")) } }
        },
    )
}

/// One of two texts.
pub(super) fn words(language: Language, vi: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

/// The sign of a sector: a shape of its own beside the colour.
pub(super) fn sector_sign(sector: Sector) -> Markup {
    let (class, shape) = match sector {
        Sector::Crop => ("crop", "●"),
        Sector::Livestock => ("livestock", "■"),
        Sector::Fisheries => ("fisheries", "▲"),
    };
    html! { span class={ "sign " (class) } aria-hidden="true" { (shape) } }
}

/// A number with the separators of the language: `1.234,5` in Vietnamese, `1,234.5` in English.
pub(super) fn number(language: Language, value: f64) -> String {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let (group, point) = match language {
        Language::Vietnamese => ('.', ','),
        Language::English => (',', '.'),
    };
    let mut grouped = sign.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push(point);
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(number(Language::Vietnamese, 1_234.5), "1.234,5");
        assert_eq!(number(Language::English, 8_000_000_000.0), "8,000,000,000");
        assert_eq!(number(Language::English, 0.66), "0.66");
        assert_eq!(number(Language::Vietnamese, -1_000.0), "-1.000");
    }
}
