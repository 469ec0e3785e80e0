//! An account as its holder reads it: name, roles in words, what it may do.
use serde_json::{Value, json};

use crate::access::{Means, Principal, SignedIn};
use crate::domain::{Action, Grant, Language};
use crate::http::state::SharedState;
use crate::snapshot::Snapshot;

/// What `/api/session` answers: the account, or `null` for nobody, and what its holder must send along.
pub(super) fn session_json(state: &SharedState, principal: &Principal, language: Language) -> Value {
    let Some(signed_in) = principal.signed_in() else {
        return json!({"account": null, "csrf_token": null, "expires_at": null});
    };
    let (csrf_token, expires_at, scope) = match &signed_in.means {
        Means::Session { csrf_token, expires_at, .. } => (Some(csrf_token), Some(expires_at), None),
        Means::Token { scope, .. } => (None, None, Some(scope)),
    };
    let mut body = json!({
        "account": account_json(state, signed_in, language),
        "csrf_token": csrf_token,
        "expires_at": expires_at,
    });
    if let (Some(scope), Some(members)) = (scope, body.as_object_mut()) {
        members.insert("scope".to_owned(), json!(scope));
    }
    body
}

fn account_json(state: &SharedState, signed_in: &SignedIn, language: Language) -> Value {
    let account = &signed_in.account;
    let grant =
        |grant: &Grant| json!({"role": grant.role(), "region": grant.region(), "label": grant_label(state, grant, language)});
    json!({
        "username": account.username,
        "display_name": account.display_name,
        "grants": account.grants.iter().map(grant).collect::<Vec<_>>(),
        "actions": Action::ALL.iter().filter(|action| signed_in.may_somewhere(**action)).collect::<Vec<_>>(),
    })
}

/// A role and where it is held, in words.
pub(super) fn grant_label(state: &SharedState, grant: &Grant, language: Language) -> String {
    let role = grant.role().label(language);
    let place = match grant.region() {
        None => match language {
            Language::Vietnamese => "cả nước".to_owned(),
            Language::English => "the whole country".to_owned(),
        },
        Some(region) => {
            let snapshot = state.snapshot();
            let unit = snapshot.as_deref().map(Snapshot::gazetteer).and_then(|gazetteer| {
                let above = gazetteer.ancestors(region).map(|unit| unit.full_name.as_str());
                let own = gazetteer.region(region)?.full_name.as_str();
                Some(std::iter::once(own).chain(above).collect::<Vec<_>>().join(", "))
            });
            unit.map_or_else(|| region.to_string(), |name| format!("{name} ({region})"))
        }
    };
    format!("{role} · {place}")
}
