-- Opens an erasure: until it is closed texts of its subject may be rewritten, and the transaction cannot end.
INSERT INTO erasure (id, site_id, proposal_id, contact_number, erased_by, because, erased_at, texts, open_marker)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 1)
