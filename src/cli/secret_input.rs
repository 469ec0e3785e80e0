//! Passwords as they are typed: at a prompt that does not show them, or as one line of standard input. Never an argument,
//! which every user of the machine could see.
use std::io::{IsTerminal, Read};

use crate::app::AppError;
use crate::domain::{Language, Message};

/// Most bytes read of standard input.
const BYTES_MAX: u64 = 4_096;

/// The password: the first line of standard input, or what is typed twice at the prompt.
pub(super) fn new_password(from_stdin: bool, language: Language) -> Result<String, AppError> {
    if from_stdin {
        return line_of_stdin();
    }
    if !std::io::stdin().is_terminal() {
        return Err(AppError::Setting(Message::new(
            "Không có bàn phím để hỏi mật khẩu. Hãy đưa mật khẩu qua đầu vào chuẩn và thêm --password-stdin.",
            "There is no terminal to ask for the password. Send it to standard input and add --password-stdin.",
        )));
    }
    let (first, again) = match language {
        Language::Vietnamese => ("Mật khẩu (12 đến 128 ký tự): ", "Nhập lại: "),
        Language::English => ("Password (12 to 128 characters): ", "Again: "),
    };
    let password = rpassword::prompt_password(first).map_err(AppError::Server)?;
    if rpassword::prompt_password(again).map_err(AppError::Server)? != password {
        return Err(AppError::Setting(Message::new("Hai lần nhập không giống nhau.", "The two are not the same.")));
    }
    Ok(password)
}

fn line_of_stdin() -> Result<String, AppError> {
    let mut bytes = Vec::new();
    std::io::stdin().take(BYTES_MAX).read_to_end(&mut bytes).map_err(AppError::Server)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        AppError::Setting(Message::new(
            "Mật khẩu trên đầu vào chuẩn không phải UTF-8.",
            "The password on standard input is not UTF-8.",
        ))
    })?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
