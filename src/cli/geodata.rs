//! `agriatlas geodata build`: makes the approximate cells that ship with the program.
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Outcome, print};
use crate::app::AppError;
use crate::domain::{Language, Message};
use crate::gazetteer::Gazetteer;
use crate::geography;

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

const FILE: &str = "cells.topojson";

pub(super) fn run(geodata: &Geodata, language: Language) -> Result<Outcome, AppError> {
    let GeodataCommand::Build(build) = &geodata.command;
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
