//! Whether a database agrees with itself: its history with its tables, its references with what they name, and what is
//! public with what is served.
#![deny(missing_docs)]

mod accounts;
mod checks;
mod finding;
mod history;
mod imports;
mod people;
mod proposals;
mod references;

pub use checks::{Audit, AuditReport, PublicRecords};
pub use finding::{AuditCode, AuditFinding};
