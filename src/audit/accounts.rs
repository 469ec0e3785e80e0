//! Whether accounts and shapes name units and batches that are there.
use super::finding::{AuditCode, Findings};
use super::history::History;
use crate::gazetteer::Gazetteer;
use crate::store::{AccountRecord, BoundaryRow, BoundarySource};

/// Takes an account.
pub(super) fn account(record: &AccountRecord, gazetteer: &Gazetteer, findings: &mut Findings) {
    let username = &record.account.username;
    let units = record.account.grants.iter().filter_map(|grant| grant.region());
    for unit in units.filter(|unit| gazetteer.region(*unit).is_none()) {
        findings.add(
            AuditCode::GrantUnit,
            username,
            format!("{username} có vai trò ở đơn vị {unit} không tồn tại"),
            format!("{username} holds a role in the unit {unit}, which does not exist"),
        );
    }
}

/// Takes a shape.
pub(super) fn boundary(row: &BoundaryRow, history: &History, gazetteer: &Gazetteer, findings: &mut Findings) {
    let has_source = match row.source {
        BoundarySource::Batch(batch) => history.brought_boundaries(batch),
        BoundarySource::Derived | BoundarySource::ThisBatch => true,
    };
    if has_source && gazetteer.region(row.region).is_some() {
        return;
    }
    let unit = row.region;
    findings.add(
        AuditCode::BoundarySource,
        unit,
        format!("Ranh giới của {unit} không có đơn vị hoặc không có lô ranh giới đã nhập nó"),
        format!("the shape of {unit} belongs to no unit, or to a batch that brought no boundaries"),
    );
}
