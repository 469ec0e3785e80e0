//! The flags of every command that opens the inventory.
use clap::Args;

use crate::app::{RawSettings, Settings};
use crate::domain::Message;

/// Where the inventory is kept and what an empty one begins with.
#[derive(Clone, Debug, Args)]
pub(super) struct InventoryArguments {
    /// Cơ sở dữ liệu: sqlite://TỆP hoặc postgres://… / the database: sqlite://FILE or postgres://…
    #[arg(long, env = "AGRIATLAS_DATABASE_URL", default_value = "sqlite://data/agriatlas.db", hide_env_values = true)]
    database_url: String,
    /// Dữ liệu ban đầu cho cơ sở dữ liệu trống: starter (danh mục và 249 điểm) hoặc vocabulary (chỉ danh mục)
    /// / first content of an empty database: starter (code lists and 249 sites) or vocabulary (code lists only)
    #[arg(long, env = "AGRIATLAS_SEED", default_value = "starter")]
    seed: String,
}

impl InventoryArguments {
    /// Valid settings; `listen` and `public_url` matter to the server only.
    pub(super) fn settings(self, listen: &str, public_url: Option<String>) -> Result<Settings, Message> {
        let raw = RawSettings { database_url: self.database_url, listen: listen.to_owned(), public_url, seed: self.seed };
        Settings::resolve(raw)
    }
}

/// The address that commands without a server settle on; never bound.
pub(super) const NO_ADDRESS: &str = "127.0.0.1:0";
