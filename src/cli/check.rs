//! `agriatlas check FILE`: what is wrong with a CSV file, without a database and without writing.
use std::path::PathBuf;

use clap::Args;

use super::coordinate_arguments::CoordinateArguments;
use super::{Outcome, print_report};
use crate::app::{self, AppError, ImportFile};
use crate::domain::Language;
use crate::geography::Geography;

/// Kiểm tra tệp CSV theo danh mục kèm chương trình; không cần cơ sở dữ liệu và không ghi gì.
///
/// Checks a CSV file against the shipped code lists and administrative units; needs no database and writes nothing.
/// Exit status: 0 no findings, 1 findings, 2 failure.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  agriatlas check mo-hinh.csv\n  agriatlas check toa-do.csv --meridian 105.75")]
pub(super) struct Check {
    /// Tệp CSV / the CSV file
    file: PathBuf,
    /// Báo cáo dạng JSON / the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    coordinates: CoordinateArguments,
}

pub(super) async fn run(check: Check, language: Language) -> Result<Outcome, AppError> {
    let crs = check.coordinates.system().map_err(AppError::Setting)?;
    let file = ImportFile::read(check.file).await?.in_system(crs);
    let report = app::check_file(&Geography::shipped()?, &file)?;
    Ok(print_report(&report, check.json, language))
}
