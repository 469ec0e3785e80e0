//! The flags of every command that opens the inventory.
use clap::Args;

use crate::app::{RawOidcSettings, RawSettings, Settings};
use crate::domain::Message;

/// Where the inventory is kept and what an empty one begins with.
#[derive(Clone, Debug, Args)]
pub(super) struct InventoryArguments {
    /// Cơ sở dữ liệu: sqlite://TỆP hoặc postgres://… / the database: sqlite://FILE or postgres://…
    #[arg(long, env = "AGRIATLAS_DATABASE_URL", default_value = DATABASE_URL, hide_env_values = true)]
    database_url: String,
    /// Dữ liệu ban đầu cho cơ sở dữ liệu trống: starter (danh mục và 249 điểm) hoặc vocabulary (chỉ danh mục)
    /// / first content of an empty database: starter (code lists and 249 sites) or vocabulary (code lists only)
    #[arg(long, env = "AGRIATLAS_SEED", default_value = "starter")]
    seed: String,
}

impl InventoryArguments {
    /// Valid settings; `listen` and `public_url` matter to the server only.
    pub(super) fn settings(self, listen: &str, public_url: Option<String>) -> Result<Settings, Message> {
        Settings::resolve(self.raw(listen, public_url, None))
    }

    /// The arguments of a command that opens the inventory in one of its ways only, so that the address is refused in others.
    pub(super) fn at(database_url: Option<String>) -> Self {
        let from_environment = || std::env::var("AGRIATLAS_DATABASE_URL").ok();
        let database_url = database_url.or_else(from_environment).unwrap_or_else(|| DATABASE_URL.to_owned());
        Self { database_url, seed: "starter".to_owned() }
    }

    /// The settings of a server without single sign-on, as text.
    pub(super) fn raw(self, listen: &str, public_url: Option<String>, trusted_proxies: Option<String>) -> RawSettings {
        let Self { database_url, seed } = self;
        let oidc = RawOidcSettings::default();
        RawSettings { database_url, listen: listen.to_owned(), public_url, trusted_proxies, seed, oidc }
    }
}

/// Where the inventory is kept where nothing says so.
const DATABASE_URL: &str = "sqlite://data/agriatlas.db";

/// The address that commands without a server settle on; never bound.
pub(super) const NO_ADDRESS: &str = "127.0.0.1:0";
