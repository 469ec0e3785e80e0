//! The definition of the command line: commands, flags, variables and their help.
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};

use super::{backup, boundaries, check, geodata, import, imports, migrate, person, restore, serve, template, user};
use crate::domain::Language;

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
    /// Nhập tệp vào kho dữ liệu / import a file
    Import(import::Import),
    /// Các lần nhập tệp: liệt kê, xem, hoàn tác / imports: list, show, take back
    Imports(imports::Imports),
    /// Tệp Excel mẫu để điền / an Excel workbook to fill in
    Template(template::Template),
    /// Kiểm tra tệp hoặc cơ sở dữ liệu, không ghi gì / check a file or the database, write nothing
    Check(check::Check),
    /// Dựng dữ liệu địa lý kèm chương trình / build the geographic data that ship with the program
    Geodata(geodata::Geodata),
    /// Ranh giới chính thức: nhập, xem, bỏ / official boundaries: import, status, reset
    Boundaries(boundaries::Boundaries),
    /// Tài khoản: tạo, giao vai trò, ngừng, mã truy cập / accounts: make, grant roles, disable, tokens
    User(user::User),
    /// Dữ liệu của một người: trích xuất, xóa / the data of one person: export, erase
    Person(person::Person),
    /// Sao lưu vào một tệp trong khi máy chủ vẫn chạy / back up into one file while the server runs
    Backup(backup::Backup),
    /// Khôi phục bản sao lưu vào cơ sở dữ liệu trống / restore a backup into an empty database
    Restore(restore::Restore),
    /// Tạo hoặc nâng cấp các bảng / create or update the tables
    Migrate(migrate::Migrate),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }
}
