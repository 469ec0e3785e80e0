//! Whether every import is what its steps made of it, its file is whole, and what names an import names one that is there.
use std::collections::BTreeMap;

use super::finding::{AuditCode, Findings};
use crate::domain::{Import, ImportState, ImportStep};
use crate::store::KeptFile;

/// The imports, each with its last step.
#[derive(Debug, Default)]
pub(super) struct Imports {
    imports: BTreeMap<i64, (Import, Option<ImportStep>)>,
    last: i64,
}

impl Imports {
    /// Takes a file.
    pub fn file(&self, file: &KeptFile, findings: &mut Findings) {
        if !file.is_whole {
            let hash = &file.sha256;
            findings.add(
                AuditCode::FileDamaged,
                format!("import_file {hash}"),
                format!("Tệp {hash} của một lần nhập không còn đủ các phần"),
                format!("of the file {hash} of an import not every piece is there"),
            );
        }
    }

    /// Takes the next import.
    pub fn import(&mut self, import: Import, findings: &mut Findings) {
        let (id, due) = (import.id, self.last + 1);
        if id != due {
            findings.add(
                AuditCode::ImportGap,
                format!("import {due}"),
                format!("Sau lần nhập tệp {} là lần nhập {id}: thiếu lần nhập {due}", due - 1),
                format!("import {} is followed by {id}: import {due} is missing", due - 1),
            );
        }
        self.last = id;
        self.imports.insert(id, (import, None));
    }

    /// Takes the next step.
    pub fn step(&mut self, id: i64, step: ImportStep, findings: &mut Findings) {
        let subject = format!("import {id}");
        let Some((_, last)) = self.imports.get_mut(&id) else {
            findings.add(
                AuditCode::ImportGap,
                subject,
                format!("Có bước {} của lần nhập tệp {id} không tồn tại", step.version),
                format!("there is a step {} of import {id}, which is not there", step.version),
            );
            return;
        };
        let due = last.as_ref().map_or(1, |last| last.version + 1);
        if step.version != due {
            findings.add(
                AuditCode::ImportGap,
                &subject,
                format!("Lần nhập tệp {id} thiếu bước {due}"),
                format!("step {due} of import {id} is missing"),
            );
        }
        let could_be_taken = match last {
            None => step.state == ImportState::Open,
            Some(last) => last.state.may_become(step.state) && last.taken_at <= step.taken_at,
        };
        if !could_be_taken {
            findings.add(
                AuditCode::StepImpossible,
                subject,
                format!("Bước {} của lần nhập tệp {id} không thể theo sau bước trước", step.version),
                format!("step {} of import {id} could not follow the one before", step.version),
            );
        }
        *last = Some(step);
    }

    /// Takes a batch or a proposal that names an import.
    pub fn named(&self, import: Option<i64>, subject: &str, findings: &mut Findings) {
        let Some(id) = import.filter(|id| !self.imports.contains_key(id)) else { return };
        findings.add(
            AuditCode::UnknownImport,
            subject,
            format!("{subject} thuộc lần nhập tệp {id} không tồn tại"),
            format!("{subject} is of import {id}, which is not there"),
        );
    }

    /// What can only be said once everything was seen.
    pub fn finish(&self, findings: &mut Findings) {
        for (id, (import, last)) in &self.imports {
            let is_as_left = last.as_ref().is_some_and(|last| {
                (last.version, last.state, last.taken_at, &last.actor)
                    == (import.version, import.state, import.changed_at, &import.actor)
            });
            if !is_as_left {
                findings.add(
                    AuditCode::ImportDiffers,
                    format!("import {id}"),
                    format!("Lần nhập tệp {id} khác với bước cuối của nó"),
                    format!("import {id} is not what its last step says"),
                );
            }
        }
    }
}
