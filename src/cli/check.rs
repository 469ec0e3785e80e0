//! `agriatlas check FILE`: what is wrong with a file, without a database and without writing. `agriatlas check --database`:
//! whether the database agrees with itself.
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::coordinate_arguments::CoordinateArguments;
use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, audit_report, print, print_report};
use crate::app::{self, AppError, ImportFile};
use crate::domain::Language;
use crate::geography::Geography;

/// Kiểm tra tệp bảng tính hoặc địa lý theo danh mục kèm chương trình, không cần cơ sở dữ liệu; hoặc kiểm tra cả cơ sở dữ liệu. Không ghi gì.
///
/// Checks a file (Excel, CSV, GeoJSON and others) against the shipped code lists and administrative units; needs no database. With --database it checks the
/// whole database instead: that the history leads to what is recorded, that everything referred to exists, that exactly the
/// public records are served. Writes nothing. Exit status: 0 no findings, 1 findings, 2 failure.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  agriatlas check mo-hinh.csv\n  agriatlas check toa-do.csv --meridian 105.75\n  \
    agriatlas check --database --database-url sqlite://data/agriatlas.db")]
pub(super) struct Check {
    /// Tệp cần kiểm tra / the file
    #[arg(required_unless_present = "database")]
    file: Option<PathBuf>,
    /// Kiểm tra cơ sở dữ liệu thay cho tệp / check the database instead of a file
    #[arg(long, conflicts_with_all = ["file", "meridian", "crs"])]
    database: bool,
    /// Cơ sở dữ liệu, cùng với --database / which database, with --database [env: AGRIATLAS_DATABASE_URL]
    #[arg(long, requires = "database")]
    database_url: Option<String>,
    /// Báo cáo dạng JSON / the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    coordinates: CoordinateArguments,
}

pub(super) async fn run(check: Check, language: Language) -> Result<Outcome, AppError> {
    match check.file {
        Some(path) => {
            let crs = check.coordinates.system().map_err(AppError::Setting)?;
            let file = ImportFile::read(path).await?.in_system(crs);
            let report = app::check_file(&Geography::shipped()?, &file).await?;
            Ok(print_report(&report, check.json, language))
        }
        None => {
            let settings = InventoryArguments::at(check.database_url).settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
            let report = app::check_database(&settings.database_url, &Geography::shipped()?).await?;
            match check.json {
                true => print(&format!("{}\n", json!(report))),
                false => print(&audit_report::text(&report, language)),
            }
            Ok(audit_report::outcome(&report))
        }
    }
}
