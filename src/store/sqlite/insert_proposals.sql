-- Begins a proposal; the parameters are the columns in order.
INSERT INTO proposal (
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
