-- The history for a copy, in a fixed order.
SELECT
    sequence, revision, batch_id, site_id, operation, author, changed_at, facts_before, facts_after
FROM site_history
ORDER BY sequence
