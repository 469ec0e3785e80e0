//! The command line: one file per command. Exit 0 is fine, 1 means findings, 2 means failure.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line speaks to the person who runs it")]

mod arguments;
mod audit_report;
mod backup;
mod boundaries;
mod check;
mod coordinate_arguments;
mod geodata;
mod import;
mod imports;
mod inventory_arguments;
mod migrate;
mod oidc_arguments;
mod person;
mod restore;
mod secret_input;
mod serve;
mod template;
mod user;
mod user_report;

use std::process::ExitCode;

use clap::Parser;

use crate::app::AppError;
use crate::domain::Language;

use arguments::{Arguments, Command};

/// How a command ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to look at.
    Fine,
    /// Done, and there are findings to look at.
    Findings,
}

/// Runs the command the process was started with.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.language();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(language, &AppError::Server(error)),
    };
    let outcome = runtime.block_on(async {
        match arguments.command {
            Command::Serve(serve) => serve::run(serve, language).await,
            Command::Import(import) => import::run(import, language).await,
            Command::Imports(imports) => imports::run(imports, language).await,
            Command::Template(template) => template::run(template, language).await,
            Command::Check(check) => check::run(check, language).await,
            Command::Geodata(geodata) => geodata::run(geodata, language).await,
            Command::Boundaries(boundaries) => boundaries::run(boundaries, language).await,
            Command::User(user) => user::run(user, language).await,
            Command::Person(person) => person::run(person, language).await,
            Command::Backup(backup) => backup::run(backup, language).await,
            Command::Restore(restore) => restore::run(restore, language).await,
            Command::Migrate(migrate) => migrate::run(migrate, language).await,
        }
    });
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => failed(language, &error),
    }
}

fn failed(language: Language, error: &AppError) -> ExitCode {
    eprintln!("agriatlas: {}", error.message().in_language(language));
    ExitCode::from(2)
}

/// Prints to standard output; a reader that has gone away, as in `agriatlas check FILE | head`, is no failure.
fn print(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// A report for people or for programs.
fn print_report(report: &crate::app::ImportReport, as_json: bool, language: Language) -> Outcome {
    if as_json {
        print(&format!("{}\n", serde_json::json!(report)));
    } else {
        print(&report.text(language));
    }
    if report.has_findings() { Outcome::Findings } else { Outcome::Fine }
}
