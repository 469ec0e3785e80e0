//! What `agriatlas user` prints: accounts and tokens, for people or as JSON. Never a secret that was kept.
use std::fmt::Write;

use serde_json::{Value, json};

use crate::domain::{Grant, Language, TokenScope, local_time};
use crate::gazetteer::Gazetteer;
use crate::store::{AccountRecord, ApiToken, LinkedIdentity};

/// The accounts, one a line, with their roles and who signs in as them below.
pub(super) fn accounts_text(
    accounts: &[AccountRecord],
    linked: &[LinkedIdentity],
    gazetteer: &Gazetteer,
    language: Language,
) -> String {
    let pick = |vi: &'static str, en: &'static str| if language == Language::Vietnamese { vi } else { en };
    if accounts.is_empty() {
        return pick("Chưa có tài khoản nào.\n", "There are no accounts.\n").to_owned();
    }
    let mut text = String::new();
    for record in accounts {
        let account = &record.account;
        let state = if account.disabled_at.is_some() { pick(" [đã ngừng]", " [disabled]") } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} · {}{state}", account.username, account.display_name);
        for grant in &account.grants {
            let _ = writeln!(text, "    {}", grant_text(grant, gazetteer, language));
        }
        for linked in linked.iter().filter(|linked| linked.account == account.id) {
            let _ = writeln!(text, "    {}: {}", pick("đăng nhập một lần", "single sign-on"), linked.identity);
        }
        if record.password.is_none() {
            let _ = writeln!(text, "    {}", pick("không có mật khẩu", "no password"));
        }
    }
    text
}

/// A role and where it is held.
pub(super) fn grant_text(grant: &Grant, gazetteer: &Gazetteer, language: Language) -> String {
    let whole = if language == Language::Vietnamese { "cả nước" } else { "the whole country" };
    let place = grant.region().map_or_else(
        || whole.to_owned(),
        |id| gazetteer.region(id).map_or_else(|| id.to_string(), |unit| format!("{} ({id})", unit.full_name)),
    );
    format!("{} · {place}", grant.role().label(language))
}

/// The accounts as JSON.
pub(super) fn accounts_json(accounts: &[AccountRecord], linked: &[LinkedIdentity]) -> Value {
    let written = accounts.iter().map(|record| {
        let account = &record.account;
        let own = linked.iter().filter(|linked| linked.account == account.id);
        let identities = own.map(|linked| {
            json!({
                "issuer": linked.identity.issuer,
                "subject": linked.identity.subject,
                "linked_at": linked.linked_at,
                "linked_by": linked.linked_by,
            })
        });
        json!({
            "username": account.username,
            "display_name": account.display_name,
            "grants": account.grants,
            "created_at": account.created_at,
            "disabled_at": account.disabled_at,
            "locked_until": record.locked_until,
            "has_password": record.password.is_some(),
            "identities": identities.collect::<Vec<_>>(),
        })
    });
    json!({"accounts": written.collect::<Vec<_>>()})
}

/// The tokens, one a line.
pub(super) fn tokens_text(tokens: &[ApiToken], language: Language) -> String {
    let pick = |vi: &'static str, en: &'static str| if language == Language::Vietnamese { vi } else { en };
    if tokens.is_empty() {
        return pick("Chưa có mã truy cập nào.\n", "There are no tokens.\n").to_owned();
    }
    let mut text = String::new();
    for token in tokens {
        let scope = match token.scope {
            TokenScope::Read => pick("chỉ đọc", "read only"),
            TokenScope::Edit => pick("đọc và sửa", "read and change"),
        };
        let state = match token.revoked_at {
            Some(_) => pick("đã thu hồi", "revoked").to_owned(),
            None => format!("{} {}", pick("đến", "until"), local_time::written(token.expires_at, language)),
        };
        let _ = writeln!(text, "{} · {} · {scope} · {state}", token.id, token.name);
    }
    text
}
