//! Which passwords are taken: long enough, not easily guessed, whatever characters they are made of (ASVS 2.1).
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

use crate::domain::{Message, Username, text};

/// Fewest characters of a password.
pub(super) const LENGTH_MIN: usize = 12;
/// Most characters of a password; none is ever cut off.
pub(super) const LENGTH_MAX: usize = 128;

/// Refuses a password that is too short, too long, holds the username, or is guessed in fewer than 10⁸ tries by somebody who
/// knows common passwords, words, names, keyboards, dates, and who the person is.
pub(super) fn check(password: &str, username: &Username, display_name: &str) -> Result<(), Message> {
    let password = text::composed(password);
    let length = password.chars().count();
    if !(LENGTH_MIN..=LENGTH_MAX).contains(&length) {
        return Err(Message::new(
            format!("mật khẩu phải có {LENGTH_MIN} đến {LENGTH_MAX} ký tự, ký tự nào cũng được; bạn đã nhập {length}"),
            format!("a password has {LENGTH_MIN} to {LENGTH_MAX} characters of any kind; this one has {length}"),
        ));
    }
    if password.to_lowercase().contains(username.as_str()) {
        return Err(Message::new("mật khẩu không được chứa tên đăng nhập", "a password may not contain the username"));
    }
    let mut known: Vec<&str> = display_name.split_whitespace().collect();
    known.extend(["agriatlas", username.as_str(), display_name]);
    let entropy = zxcvbn(&password, &known);
    if entropy.score() >= Score::Three {
        return Ok(());
    }
    let why = wording(entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning));
    Err(Message::new(
        format!("mật khẩu này dễ đoán: {}. Hãy ghép vài từ không liên quan với nhau", why.vi),
        format!("this password is easily guessed: {}. Join a few words that have nothing to do with each other", why.en),
    ))
}

fn wording(warning: Option<Warning>) -> Message {
    let (vi, en) = match warning {
        Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => {
            ("gồm các phím liền nhau trên bàn phím", "its keys lie side by side on the keyboard")
        }
        Some(Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            ("lặp lại một đoạn", "a part of it is repeated")
        }
        Some(Warning::SequencesLikeAbcAreEasyToGuess) => {
            ("gồm dãy liên tiếp như abc hay 123", "it holds a sequence such as abc or 123")
        }
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => {
            ("gồm năm hoặc ngày tháng", "it is made of years or dates")
        }
        Some(Warning::AWordByItselfIsEasyToGuess) => ("chỉ là một từ", "it is a single word"),
        Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess) => {
            ("là tên người", "it is a name")
        }
        _ => ("giống những mật khẩu nhiều người dùng", "it is like passwords that many people use"),
    };
    Message::new(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Result<(), Message> {
        check(password, &"lan.nguyen".parse().unwrap(), "Nguyễn Thị Lan")
    }

    #[test]
    fn the_length_is_counted_in_characters_and_nothing_else_is_demanded() {
        assert!(verdict("ruộng xanh mưa").is_ok(), "no digit, no capital, spaces, marks");
        assert!(verdict("vườn nho đỏ").is_err(), "11 characters in 16 bytes");
        assert!(verdict("🌾🐟🐄🍇🚜🌦🏞🪴🧺🛶🐝🥬").is_ok());
        let long: String = "ruộng xanh mưa ngâu đê vỡ ".repeat(8);
        assert!(verdict(&long.chars().take(128).collect::<String>()).is_ok());
        assert!(verdict(&long.chars().take(129).collect::<String>()).is_err());
    }

    #[test]
    fn common_passwords_are_refused_with_the_reason() {
        for password in [
            "password1234",
            "123456789012",
            "qwertyuiop[]",
            "iloveyou1234",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "P@ssw0rd1234",
            "matkhau12345",
            "agriatlas2026",
            "198419841984",
        ] {
            let reason = verdict(password).expect_err(password);
            assert!(reason.en.contains("easily guessed") && reason.vi.contains("dễ đoán"), "{password}: {reason:?}");
            assert!(!reason.en.contains(password));
        }
    }

    #[test]
    fn the_password_does_not_say_who_it_belongs_to() {
        assert!(verdict("xK9 lan.nguyen zQ7!").unwrap_err().en.contains("username"));
        assert!(verdict("LAN.NGUYEN vT5 wQ").unwrap_err().en.contains("username"));
        assert!(verdict("nguyễn thị lan").is_err(), "the person's own name");
    }
}
