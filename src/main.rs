//! The `agriatlas` binary; the commands live in `agriatlas::cli`.
use std::process::ExitCode;

fn main() -> ExitCode {
    agriatlas::cli::run()
}
