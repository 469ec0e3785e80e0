//! `agriatlas serve`: the web map and the API.
use std::io::IsTerminal;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::inventory_arguments::InventoryArguments;
use super::oidc_arguments::OidcArguments;
use super::{Outcome, print};
use crate::app::{self, AppError, LogFormat, RawSettings, Settings};
use crate::domain::Language;

/// Phục vụ bản đồ và API; cơ sở dữ liệu trống được tạo bảng và nạp dữ liệu ban đầu.
///
/// Serves the map and the API. An empty database is migrated and seeded on first start. Stops gracefully on Ctrl-C and SIGTERM.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas serve\n  agriatlas serve --listen 0.0.0.0:80 --public-url https://atlas.example.vn\n  \
    AGRIATLAS_DATABASE_URL=postgres://agriatlas@db/agriatlas agriatlas serve"
)]
pub(super) struct Serve {
    #[command(flatten)]
    inventory: InventoryArguments,
    /// Địa chỉ và cổng lắng nghe / address and port to listen on
    #[arg(long, env = "AGRIATLAS_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Địa chỉ công khai dùng trong mọi liên kết / public address used in every link [default: the one listened on]
    #[arg(long, env = "AGRIATLAS_PUBLIC_URL")]
    public_url: Option<String>,
    /// Proxy được tin khi báo địa chỉ người dùng (X-Forwarded-For) / proxies believed about who asks [default: 127.0.0.1,::1]
    #[arg(long, env = "AGRIATLAS_TRUSTED_PROXIES")]
    trusted_proxies: Option<String>,
    #[command(flatten)]
    oidc: OidcArguments,
    /// Mức nhật ký / what is logged (info, warn, agriatlas=debug)
    #[arg(long, env = "AGRIATLAS_LOG", default_value = "info,sqlx=warn")]
    log: String,
    /// Dạng nhật ký / how it is logged [default: text on a terminal, else json]
    #[arg(long, env = "AGRIATLAS_LOG_FORMAT", value_parser = PossibleValuesParser::new(["text", "json"]))]
    log_format: Option<String>,
}

pub(super) async fn run(serve: Serve, language: Language) -> Result<Outcome, AppError> {
    let raw = serve.inventory.raw(&serve.listen, serve.public_url, serve.trusted_proxies);
    let settings = Settings::resolve(RawSettings { oidc: serve.oidc.raw(), ..raw }).map_err(AppError::Setting)?;
    let format = match serve.log_format.as_deref() {
        Some("text") => LogFormat::Text,
        Some(_) => LogFormat::Json,
        None if std::io::stderr().is_terminal() => LogFormat::Text,
        None => LogFormat::Json,
    };
    app::start_logging(&serve.log, format).map_err(AppError::Setting)?;
    let announce = |address: &str| match language {
        Language::Vietnamese => print(&format!("AgriAtlas đang chạy tại {address} (dừng: Ctrl-C)\n")),
        Language::English => print(&format!("AgriAtlas is running at {address} (stop: Ctrl-C)\n")),
    };
    app::serve(&settings, announce).await?;
    Ok(Outcome::Fine)
}
