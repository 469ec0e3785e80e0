//! The definition of the command line: commands, flags, variables and their help.
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use super::{check, import, migrate, serve};
use crate::app::{RawSettings, Settings};
use crate::domain::{Language, Message};

/// AgriAtlas: bản đồ mô hình, hợp tác xã và doanh nghiệp nông nghiệp công nghệ cao Việt Nam.
///
/// The inventory of high-tech farm models, co-operatives and enterprises in Vietnam, on a map.
#[derive(Debug, Parser)]
#[command(name = "agriatlas", version, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Ngôn ngữ của thông báo / language of messages
    #[arg(long, global = true, env = "AGRIATLAS_LANG", default_value = "vi", value_parser = PossibleValuesParser::new(["vi", "en"]))]
    lang: String,
}

impl Arguments {
    /// The language of messages.
    pub(super) fn language(&self) -> Language {
        self.lang.parse().unwrap_or(Language::Vietnamese)
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Chạy máy chủ bản đồ / serve the map and the API
    Serve(serve::Serve),
    /// Nhập tệp CSV vào kho dữ liệu / import a CSV file
    Import(import::Import),
    /// Kiểm tra tệp CSV, không ghi gì / check a CSV file, write nothing
    Check(check::Check),
    /// Tạo hoặc nâng cấp các bảng / create or update the tables
    Migrate(migrate::Migrate),
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }
}
