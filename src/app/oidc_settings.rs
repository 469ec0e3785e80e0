//! The settings of single sign-on: all of them or none.
use std::fmt;
use std::fs::File;
use std::io::Read;

use crate::domain::{Message, rules};
use crate::identity_provider::ProviderSettings;

/// Most bytes read of the file of the secret.
const SECRET_FILE_MAX: u64 = 4_096;
/// Most characters on the button.
const LABEL_MAX: usize = 60;

/// Settings as text.
#[derive(Clone, Default)]
pub struct RawOidcSettings {
    /// `AGRIATLAS_OIDC_ISSUER`
    pub issuer: Option<String>,
    /// `AGRIATLAS_OIDC_CLIENT_ID`
    pub client_id: Option<String>,
    /// `AGRIATLAS_OIDC_CLIENT_SECRET`
    pub client_secret: Option<String>,
    /// `AGRIATLAS_OIDC_CLIENT_SECRET_FILE`
    pub client_secret_file: Option<String>,
    /// `AGRIATLAS_OIDC_LABEL`
    pub label: Option<String>,
}

impl fmt::Debug for RawOidcSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RawOidcSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl RawOidcSettings {
    /// The provider; `None` where nothing is set. A secret is never repeated.
    pub(super) fn resolve(self) -> Result<Option<ProviderSettings>, Message> {
        let set = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let (issuer, client_id, label) = (set(self.issuer), set(self.client_id), set(self.label));
        let (secret, file) = (set(self.client_secret), set(self.client_secret_file));
        let secret = match (secret, file) {
            (Some(_), Some(_)) => {
                return Err(Message::new(
                    "AGRIATLAS_OIDC_CLIENT_SECRET và AGRIATLAS_OIDC_CLIENT_SECRET_FILE: chỉ đặt một trong hai.",
                    "AGRIATLAS_OIDC_CLIENT_SECRET and AGRIATLAS_OIDC_CLIENT_SECRET_FILE: set one of the two only.",
                ));
            }
            (None, Some(path)) => Some(secret_of(&path)?),
            (secret, None) => secret,
        };
        let (issuer, client_id, secret) = match (issuer, client_id, secret) {
            (None, None, None) if label.is_none() => return Ok(None),
            (Some(issuer), Some(client_id), Some(secret)) => (issuer, client_id, secret),
            (issuer, client_id, secret) => {
                let parts =
                    [("ISSUER", issuer.is_some()), ("CLIENT_ID", client_id.is_some()), ("CLIENT_SECRET", secret.is_some())];
                let missing = parts.iter().filter(|(_, is_set)| !is_set).map(|(name, _)| format!("AGRIATLAS_OIDC_{name}"));
                let missing = missing.collect::<Vec<_>>().join(", ");
                return Err(Message::new(
                    format!("Đăng nhập một lần mới đặt một phần; còn thiếu: {missing}."),
                    format!("Single sign-on is set in part only; missing: {missing}."),
                ));
            }
        };
        let named =
            |name: &str, reason: Message| Message::new(format!("{name}: {}", reason.vi), format!("{name}: {}", reason.en));
        let issuer = issuer.parse().map_err(|reason| named("AGRIATLAS_OIDC_ISSUER", reason))?;
        if let Some(label) = label.as_deref().filter(|label| label.chars().count() > LABEL_MAX) {
            let reason = rules::not_in_range(&label.chars().count().to_string(), "1", &LABEL_MAX.to_string());
            return Err(named("AGRIATLAS_OIDC_LABEL", reason));
        }
        Ok(Some(ProviderSettings::new(issuer, client_id, secret, label)))
    }
}

/// The secret that a file holds, without the end of its line.
fn secret_of(path: &str) -> Result<String, Message> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(SECRET_FILE_MAX).read_to_string(&mut text));
    let problem = match read {
        Ok(_) if !text.trim().is_empty() => return Ok(text.trim().to_owned()),
        Ok(_) => Message::new("tệp trống", "the file is empty"),
        Err(error) => Message::new(error.to_string(), error.to_string()),
    };
    let name = "AGRIATLAS_OIDC_CLIENT_SECRET_FILE";
    Err(Message::new(format!("{name}: {path}: {}", problem.vi), format!("{name}: {path}: {}", problem.en)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(issuer: &str, client_id: &str, secret: &str) -> RawOidcSettings {
        let some = |text: &str| Some(text.to_owned());
        RawOidcSettings {
            issuer: some(issuer),
            client_id: some(client_id),
            client_secret: some(secret),
            ..RawOidcSettings::default()
        }
    }

    #[test]
    fn all_of_them_or_none() {
        assert!(RawOidcSettings::default().resolve().unwrap().is_none());
        assert!(raw("", " ", "").resolve().unwrap().is_none(), "an empty variable is none");
        let whole = raw("https://kc.example.vn/realms/atlas", "agriatlas", "geheim").resolve().unwrap().unwrap();
        assert_eq!(whole.issuer.as_str(), "https://kc.example.vn/realms/atlas");
        assert!(!format!("{whole:?}").contains("geheim"));
        let label = RawOidcSettings { label: Some("Sở".to_owned()), ..RawOidcSettings::default() };
        for (half, missing) in [
            (raw("https://kc.example.vn", "", ""), "AGRIATLAS_OIDC_CLIENT_ID, AGRIATLAS_OIDC_CLIENT_SECRET."),
            (raw("https://kc.example.vn", "agriatlas", ""), "missing: AGRIATLAS_OIDC_CLIENT_SECRET."),
            (raw("", "agriatlas", "geheim"), "missing: AGRIATLAS_OIDC_ISSUER."),
            (label, "AGRIATLAS_OIDC_ISSUER"),
        ] {
            let message = half.resolve().unwrap_err();
            assert!(message.en.contains(missing) && !message.en.contains("geheim"), "{message:?}");
        }
    }

    #[test]
    fn a_bad_value_is_named() {
        let good = || raw("https://kc.example.vn", "agriatlas", "geheim");
        let file = |path: &str| RawOidcSettings { client_secret: None, client_secret_file: Some(path.to_owned()), ..good() };
        let both = RawOidcSettings { client_secret: Some("geheim".to_owned()), ..file("/dev/null") };
        for (bad, named) in [
            (raw("http://kc.example.vn", "agriatlas", "geheim"), "AGRIATLAS_OIDC_ISSUER: "),
            (file("/nowhere/secret"), "AGRIATLAS_OIDC_CLIENT_SECRET_FILE: /nowhere/secret: "),
            (file("/dev/null"), "empty"),
            (both, "one of the two"),
            (RawOidcSettings { label: Some("x".repeat(61)), ..good() }, "AGRIATLAS_OIDC_LABEL: "),
        ] {
            let message = bad.resolve().unwrap_err();
            assert!(message.en.contains(named) && !message.en.contains("geheim"), "{message:?}");
        }
    }

    #[test]
    fn the_secret_is_read_from_a_file_without_the_end_of_its_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "geheim\n").unwrap();
        assert_eq!(secret_of(file.path().to_str().unwrap()).unwrap(), "geheim");
    }
}
