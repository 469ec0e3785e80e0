//! Settings: raw as flags and environment give them, then resolved into values that can only be valid.
use std::net::SocketAddr;

use super::oidc_settings::RawOidcSettings;
use crate::domain::Message;
use crate::http::{PublicUrl, TrustedProxies};
use crate::identity_provider::ProviderSettings;
use crate::store::DatabaseUrl;

/// Settings as text.
#[derive(Clone, Debug)]
pub struct RawSettings {
    /// `AGRIATLAS_DATABASE_URL`
    pub database_url: String,
    /// `AGRIATLAS_LISTEN`
    pub listen: String,
    /// `AGRIATLAS_PUBLIC_URL`
    pub public_url: Option<String>,
    /// `AGRIATLAS_TRUSTED_PROXIES`
    pub trusted_proxies: Option<String>,
    /// `AGRIATLAS_SEED`
    pub seed: String,
    /// `AGRIATLAS_OIDC_…`
    pub oidc: RawOidcSettings,
}

/// What an empty database begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// The code lists and the starter inventory.
    Starter,
    /// The code lists only: an empty inventory.
    Vocabulary,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Valid settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the inventory is kept.
    pub database_url: DatabaseUrl,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address people use, where it is not the one listened on.
    pub public_url: Option<PublicUrl>,
    /// Who may say for whom a request is.
    pub trusted_proxies: TrustedProxies,
    /// What an empty database begins with.
    pub seed: Seed,
    /// By which provider people sign in beside their passwords.
    pub identity_provider: Option<ProviderSettings>,
}

impl Settings {
    /// Checks every setting; the first bad one is named.
    pub fn resolve(raw: RawSettings) -> Result<Self, Message> {
        let named =
            |name: &str, reason: Message| Message::new(format!("{name}: {}", reason.vi), format!("{name}: {}", reason.en));
        let database_url = raw.database_url.parse().map_err(|reason| named("AGRIATLAS_DATABASE_URL", reason))?;
        let listen = raw.listen.parse().map_err(|_| {
            let reason = Message::new(
                format!("“{}” không phải địa chỉ và cổng. Được phép: 127.0.0.1:8080 hoặc [::]:8080", raw.listen),
                format!("“{}” is not an address and port. Allowed: 127.0.0.1:8080 or [::]:8080", raw.listen),
            );
            named("AGRIATLAS_LISTEN", reason)
        })?;
        let public_url = raw.public_url.filter(|text| !text.is_empty()).map(|text| text.parse()).transpose();
        let seed = match raw.seed.as_str() {
            "starter" => Seed::Starter,
            "vocabulary" => Seed::Vocabulary,
            other => {
                let reason = crate::domain::rules::not_in_list(other, &["starter", "vocabulary"]);
                return Err(named("AGRIATLAS_SEED", reason));
            }
        };
        let trusted_proxies = raw.trusted_proxies.map(|text| text.parse()).transpose();
        Ok(Self {
            database_url,
            listen,
            public_url: public_url.map_err(|reason| named("AGRIATLAS_PUBLIC_URL", reason))?,
            trusted_proxies: trusted_proxies.map_err(|reason| named("AGRIATLAS_TRUSTED_PROXIES", reason))?.unwrap_or_default(),
            seed,
            identity_provider: raw.oidc.resolve()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> RawSettings {
        RawSettings {
            database_url: "sqlite://data/agriatlas.db".into(),
            listen: "127.0.0.1:8080".into(),
            public_url: None,
            trusted_proxies: None,
            seed: "starter".into(),
            oidc: RawOidcSettings::default(),
        }
    }

    #[test]
    fn a_bad_value_is_named() {
        assert!(Settings::resolve(raw()).is_ok());
        for (settings, name) in [
            (RawSettings { database_url: "mysql://x".into(), ..raw() }, "AGRIATLAS_DATABASE_URL"),
            (RawSettings { listen: "8080".into(), ..raw() }, "AGRIATLAS_LISTEN"),
            (RawSettings { public_url: Some("example".into()), ..raw() }, "AGRIATLAS_PUBLIC_URL"),
            (RawSettings { trusted_proxies: Some("proxy".into()), ..raw() }, "AGRIATLAS_TRUSTED_PROXIES"),
            (RawSettings { seed: "all".into(), ..raw() }, "AGRIATLAS_SEED"),
            (
                RawSettings {
                    oidc: RawOidcSettings {
                        issuer: Some("x".into()),
                        client_id: Some("x".into()),
                        client_secret: Some("x".into()),
                        ..RawOidcSettings::default()
                    },
                    ..raw()
                },
                "AGRIATLAS_OIDC_ISSUER",
            ),
        ] {
            let message = Settings::resolve(settings).unwrap_err();
            assert!(message.vi.starts_with(name) && message.en.starts_with(name), "{message:?}");
        }
    }
}
