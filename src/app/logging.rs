//! Log lines to standard error, for people or as JSON.
use tracing_subscriber::EnvFilter;

use super::settings::LogFormat;

/// Starts logging; `filter` is in the notation of tracing (`info`, `agriatlas=debug`). A second call changes nothing.
pub fn start_logging(filter: &str, format: LogFormat) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A subscriber that stands already, as in tests, is kept.
    let _ = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}
