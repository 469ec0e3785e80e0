-- Puts a proposal as it is after a step in the place of the one before; the parameters are the columns in order.
UPDATE proposal
SET
    version = ?2, site_id = ?3, state = ?4, author = ?5, reason = ?6, facts_before = ?7,
    facts_after = ?8, created_at = ?9, changed_at = ?10, actor = ?11, comment = ?12, import_id = ?13
WHERE id = ?1
