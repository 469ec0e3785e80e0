-- The history for a copy, in a fixed order.
SELECT
    sequence, revision, batch_id, site_id, operation, author,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at,
    facts_before::text AS facts_before, facts_after::text AS facts_after
FROM site_history
ORDER BY sequence
