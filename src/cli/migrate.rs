//! `agriatlas migrate`: creates the tables or brings them up to date, without seeding.
use clap::Args;

use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::AppError;
use crate::domain::Language;
use crate::store::Store;

/// Tạo hoặc nâng cấp các bảng của cơ sở dữ liệu.
///
/// Creates the tables or brings them up to date. `serve` and `import` do this by themselves.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(migrate: Migrate, language: Language) -> Result<Outcome, AppError> {
    let settings = migrate.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let store = Store::open(&settings.database_url).await?;
    let report = store.migrate().await;
    store.close().await;
    let report = report?;
    print(&match language {
        Language::Vietnamese => format!("Đã áp dụng {} bước nâng cấp mới; tổng cộng {}.\n", report.newly_applied, report.applied),
        Language::English => format!("{} new migrations applied; {} in all.\n", report.newly_applied, report.applied),
    });
    Ok(Outcome::Fine)
}
