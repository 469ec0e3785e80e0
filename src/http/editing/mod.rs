//! Changing records over HTTP: staff read a record, write or propose a change, review what others proposed.
//! `docs/editing.md` is the contract.

mod contacts;
mod given_contact;
mod given_feature;
mod items;
mod outcome;
mod planning;
mod precondition;
mod proposal_json;
mod proposals;
mod publishing;
mod record_json;
mod records;
mod rights;
mod steps;
mod wish;

pub(super) use contacts::{
    add_contact, erase_contact, give_consent, list_contacts, replace_contact, show_contact, withdraw_consent,
};
pub(super) use items::{create_item, patch_item, replace_item, withdraw_item};
pub(super) use precondition::seen_import;
pub(super) use proposals::{list_proposals, rewrite_proposal, show_proposal};
pub(super) use publishing::{store_of, store_problem};
pub(super) use records::{may_read_record, show_history, show_record};
pub(super) use rights::Places;
pub(super) use steps::take_step;
