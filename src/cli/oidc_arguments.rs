//! The flags of single sign-on. The secret has none, which every user of the machine could see.
use clap::Args;

use crate::app::RawOidcSettings;

/// The identity provider by which people sign in beside their passwords; all of it or none.
#[derive(Clone, Debug, Args)]
pub(super) struct OidcArguments {
    /// Máy chủ đăng nhập một lần (OpenID Connect) / the identity provider's address, as it writes it itself
    #[arg(long, env = "AGRIATLAS_OIDC_ISSUER")]
    oidc_issuer: Option<String>,
    /// Tên của máy chủ này ở đó / by which name the provider knows this server
    #[arg(long, env = "AGRIATLAS_OIDC_CLIENT_ID")]
    oidc_client_id: Option<String>,
    /// Tệp chứa khóa bí mật, thay cho AGRIATLAS_OIDC_CLIENT_SECRET / a file with the secret, instead of AGRIATLAS_OIDC_CLIENT_SECRET
    #[arg(long, env = "AGRIATLAS_OIDC_CLIENT_SECRET_FILE")]
    oidc_client_secret_file: Option<String>,
    /// Chữ trên nút đăng nhập / what stands on the button
    #[arg(long, env = "AGRIATLAS_OIDC_LABEL")]
    oidc_label: Option<String>,
}

impl OidcArguments {
    /// The settings as text.
    pub(super) fn raw(self) -> RawOidcSettings {
        RawOidcSettings {
            issuer: self.oidc_issuer,
            client_id: self.oidc_client_id,
            client_secret: std::env::var("AGRIATLAS_OIDC_CLIENT_SECRET").ok(),
            client_secret_file: self.oidc_client_secret_file,
            label: self.oidc_label,
        }
    }
}
