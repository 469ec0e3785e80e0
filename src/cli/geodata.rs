//! `agriatlas geodata`: makes the approximate cells that ship with the program, and inventories of synthetic sites.
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::{self, AppError};
use crate::domain::{Language, Message};
use crate::gazetteer::Gazetteer;
use crate::geography::{self, Geography};

/// Dữ liệu địa lý kèm chương trình.
///
/// The geographic data that ship with the program.
#[derive(Debug, Args)]
pub(super) struct Geodata {
    #[command(subcommand)]
    command: GeodataCommand,
}

#[derive(Debug, Subcommand)]
enum GeodataCommand {
    /// Dựng ranh giới gần đúng của xã, huyện, tỉnh / build the approximate boundaries of communes, districts and provinces
    Build(Build),
    /// Tạo dữ liệu giả lập để đo tốc độ trong một cơ sở dữ liệu trống / fill an empty database with synthetic sites for measuring
    Synthesize(Synthesize),
}

/// Dựng ranh giới gần đúng từ dữ liệu kèm chương trình; cùng dữ liệu luôn cho cùng một tệp.
///
/// Builds `cells.topojson` from the units and the coastline within the program; the same data always give the same file.
/// Exit status: 0 written or equal, 1 the file differs (with --check), 2 failure.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  agriatlas geodata build\n  agriatlas geodata build --check")]
struct Build {
    /// Thư mục chứa tệp / the folder of the file
    #[arg(long, default_value = "geodata")]
    folder: PathBuf,
    /// Chỉ so sánh với tệp đang có, không ghi / only compare with the file that is there, write nothing
    #[arg(long)]
    check: bool,
}

/// Ghi các điểm giả lập, rải theo các xã hiện nay, vào một cơ sở dữ liệu trống; cùng số hạt giống luôn cho cùng dữ liệu.
///
/// Writes synthetic sites, spread over the communes of today, into an empty database; the same seed always gives the same
/// sites. Each says in its name and its source that it is synthetic, and a database that holds sites is refused.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  agriatlas geodata synthesize 100000 --database-url sqlite://synthetic.db")]
struct Synthesize {
    /// Số điểm / how many sites
    #[arg(value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    count: u32,
    /// Số hạt giống / from what they follow
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Cơ sở dữ liệu trống / which database, an empty one [env: AGRIATLAS_DATABASE_URL]
    #[arg(long, visible_alias = "database")]
    database_url: Option<String>,
}

const FILE: &str = "cells.topojson";

pub(super) async fn run(geodata: Geodata, language: Language) -> Result<Outcome, AppError> {
    match geodata.command {
        GeodataCommand::Build(build) => build_file(&build, language),
        GeodataCommand::Synthesize(synthesize) => fill(synthesize, language).await,
    }
}

async fn fill(Synthesize { count, seed, database_url }: Synthesize, language: Language) -> Result<Outcome, AppError> {
    let settings = InventoryArguments::at(database_url).settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let url = &settings.database_url;
    app::synthesize(url, Geography::shipped()?, count, seed).await?;
    let told =
        Message::new(format!("Đã ghi {count} điểm giả lập vào {url}."), format!("Wrote {count} synthetic sites to {url}."));
    print(&format!("{}\n", told.in_language(language)));
    Ok(Outcome::Fine)
}

fn build_file(build: &Build, language: Language) -> Result<Outcome, AppError> {
    let path = build.folder.join(FILE);
    let build_cells = || geography::build_cells(&Gazetteer::shipped()?);
    let shown = path.display();
    let told = |vi: String, en: String| print(&format!("{}\n", Message::new(vi, en).in_language(language)));
    if !build.check {
        let text = build_cells()?;
        std::fs::write(&path, &text).map_err(|source| AppError::Unwritable { path: path.clone(), source })?;
        told(format!("Đã ghi {shown} ({} byte).", text.len()), format!("Wrote {shown} ({} bytes).", text.len()));
        return Ok(Outcome::Fine);
    }
    let there = std::fs::read(&path).map_err(|source| AppError::Unreadable { path: path.clone(), source })?;
    if there == build_cells()?.as_bytes() {
        told(format!("{shown} khớp với dữ liệu."), format!("{shown} is what the data give."));
        return Ok(Outcome::Fine);
    }
    told(
        format!("{shown} khác với dữ liệu: hãy chạy agriatlas geodata build."),
        format!("{shown} is not what the data give: run agriatlas geodata build."),
    );
    Ok(Outcome::Findings)
}
