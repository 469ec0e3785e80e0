//! Imports as they run: files on their way, rehearsals as jobs with progress, and what is written and taken back.
//!
//! Durable are the file, what people said of it and what was committed; a rehearsal follows from these and is worked out anew
//! whenever it is not at hand.

mod acceptance;
mod commit;
mod failure;
mod received_file;
mod rehearsal_job;
mod rehearsals;
mod rehearsed;
mod said;
mod spool;
mod undo;

pub use acceptance::accept_all;
pub use commit::{CommitWish, Committing, commit_rehearsed};
pub use failure::ImportFailure;
pub use received_file::{FILE_MAX, ReceivedFile, Receiving};
pub use rehearsal_job::{RehearsalJob, Stage};
pub use rehearsals::Rehearsals;
pub use rehearsed::{Basis, ReachRule, Rehearsed, Rights, format_code, office_key, rehearse_file};
pub use said::{Said, apply};
pub use spool::{RowFilter, Spool};
pub use undo::{UndoEdit, UndoEffect, UndoPlan, UndoReason, UndoSite, plan_undo, undo};
