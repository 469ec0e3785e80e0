//! Whether every proposal is what its steps made of it.
use std::collections::BTreeMap;

use super::finding::{AuditCode, Findings};
use super::references::References;
use crate::domain::{Proposal, ProposalState, ProposalStep};

/// The proposals, each with its last step.
#[derive(Debug, Default)]
pub(super) struct Proposals {
    proposals: BTreeMap<i64, (Proposal, Option<ProposalStep>)>,
    last: i64,
}

impl Proposals {
    pub fn count(&self) -> usize {
        self.proposals.len()
    }

    /// Takes the next proposal.
    pub fn proposal(&mut self, proposal: Proposal, findings: &mut Findings) {
        let (id, due) = (proposal.id, self.last + 1);
        if id != due {
            findings.add(
                AuditCode::ProposalGap,
                format!("proposal {due}"),
                format!("Sau đề xuất {} là đề xuất {id}: thiếu đề xuất {due}", due - 1),
                format!("proposal {} is followed by {id}: proposal {due} is missing", due - 1),
            );
        }
        self.last = id;
        self.proposals.insert(id, (proposal, None));
    }

    /// Takes the next step.
    pub fn step(&mut self, id: i64, step: ProposalStep, findings: &mut Findings) {
        let subject = format!("proposal {id}");
        let Some((_, last)) = self.proposals.get_mut(&id) else {
            findings.add(
                AuditCode::ProposalGap,
                subject,
                format!("Có bước {} của đề xuất {id} không tồn tại", step.version),
                format!("there is a step {} of proposal {id}, which is not there", step.version),
            );
            return;
        };
        let due = last.as_ref().map_or(1, |last| last.version + 1);
        if step.version != due {
            findings.add(
                AuditCode::ProposalGap,
                &subject,
                format!("Đề xuất {id} thiếu bước {due}"),
                format!("step {due} of proposal {id} is missing"),
            );
        }
        let could_be_taken = match last {
            None => matches!(step.state, ProposalState::Draft | ProposalState::InReview),
            Some(last) => last.state.may_become(step.state) && last.taken_at <= step.taken_at,
        };
        if !could_be_taken {
            findings.add(
                AuditCode::StepImpossible,
                subject,
                format!("Bước {} của đề xuất {id} không thể theo sau bước trước", step.version),
                format!("step {} of proposal {id} could not follow the one before", step.version),
            );
        }
        *last = Some(step);
    }

    /// What can only be said once everything was seen.
    pub fn finish(&self, references: &References, findings: &mut Findings) {
        for (id, (proposal, last)) in &self.proposals {
            let is_as_left = last.as_ref().is_some_and(|last| {
                (last.version, last.state, last.taken_at) == (proposal.version, proposal.state, proposal.changed_at)
                    && (&last.actor, &last.comment, &last.after) == (&proposal.actor, &proposal.comment, &proposal.after)
            });
            if !is_as_left {
                findings.add(
                    AuditCode::ProposalDiffers,
                    format!("proposal {id}"),
                    format!("Đề xuất {id} khác với bước cuối của nó"),
                    format!("proposal {id} is not what its last step says"),
                );
            }
            let needs_site = proposal.before.is_some() || proposal.state == ProposalState::Accepted;
            if proposal.site.map_or(needs_site, |site| !references.knows(site)) {
                findings.add(
                    AuditCode::ProposalSite,
                    format!("proposal {id}"),
                    format!("Đề xuất {id} nói về một điểm không tồn tại"),
                    format!("proposal {id} is about a site that is not there"),
                );
            }
        }
    }
}
