//! One run of the binary with its settings, and what it left on its outputs.
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run said.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Outcome {
    /// The report of `--json`.
    pub fn report(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Rows created, changed, unchanged and refused; they make up all rows of the file.
    pub fn counts(&self) -> [u64; 4] {
        let report = self.report();
        let counts = ["created", "changed", "unchanged", "refused"].map(|name| report[name].as_u64().unwrap());
        assert_eq!(counts.iter().sum::<u64>(), report["rows"].as_u64().unwrap(), "{report}");
        counts
    }
}

/// The binary with nothing of this process's own settings.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agriatlas"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("USER", "can-bo-xa");
    command.args(arguments).stdin(Stdio::null());
    command
}

pub fn run(mut command: Command) -> Outcome {
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file of `tests/fixtures/`.
pub fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    path.to_str().unwrap().to_owned()
}
