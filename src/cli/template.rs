//! `agriatlas template`: an Excel workbook to fill in, with drop-downs.
use std::path::PathBuf;

use clap::Args;

use super::{Outcome, print};
use crate::app::{self, AppError};
use crate::domain::{Language, RegionId};
use crate::geography::Geography;

/// Tệp Excel mẫu để điền, có danh sách chọn; cột khớp với `agriatlas import`.
///
/// Writes an Excel workbook to fill in: drop-downs for every closed list, and for the communes of a province. Needs no database.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  agriatlas template --region 01 --output mau-ha-noi.xlsx")]
pub(super) struct Template {
    /// Mã tỉnh; thiếu thì không có danh sách xã / id of the province; without it communes are typed
    #[arg(long, value_parser = region)]
    region: Option<RegionId>,
    /// Tệp sẽ ghi / the file to write
    #[arg(long)]
    output: PathBuf,
}

pub(super) async fn run(template: Template, language: Language) -> Result<Outcome, AppError> {
    let bytes = app::template(&Geography::shipped()?, template.region, language)?;
    let unwritable = |source| AppError::Unwritable { path: template.output.clone(), source };
    tokio::fs::write(&template.output, bytes).await.map_err(unwritable)?;
    print(&format!("{}\n", template.output.display()));
    Ok(Outcome::Fine)
}

fn region(text: &str) -> Result<RegionId, String> {
    text.parse::<RegionId>().map_err(|reason| format!("{reason}"))
}
