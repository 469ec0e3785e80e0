//! Log lines to standard error, for people or as JSON.
use tracing_subscriber::EnvFilter;

use super::settings::LogFormat;
use crate::domain::Message;

/// Starts logging; `filter` is in the notation of tracing (`info`, `agriatlas=debug`), and one that is not is an error that
/// names the setting. A second call changes nothing.
pub fn start_logging(filter: &str, format: LogFormat) -> Result<(), Message> {
    let parsed = EnvFilter::try_new(filter).map_err(|error| {
        Message::new(
            format!(
                "AGRIATLAS_LOG: “{filter}” không phải mức nhật ký ({error}). Được phép: error, warn, info, debug, agriatlas=debug"
            ),
            format!(
                "AGRIATLAS_LOG: “{filter}” is not a log filter ({error}). Allowed: error, warn, info, debug, agriatlas=debug"
            ),
        )
    })?;
    let lines = tracing_subscriber::fmt().with_env_filter(parsed).with_writer(std::io::stderr);
    // A subscriber that stands already, as in tests, is kept.
    let _ = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}
