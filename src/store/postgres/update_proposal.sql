-- Puts a proposal as it is after a step in the place of the one before; the parameters are the columns in order.
UPDATE proposal
SET
    version = $2, site_id = $3, state = $4, author = $5, reason = $6, facts_before = $7,
    facts_after = $8, created_at = $9::text::timestamptz, changed_at = $10::text::timestamptz, actor = $11, comment = $12
WHERE id = $1
