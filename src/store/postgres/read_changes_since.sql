-- What changed after a revision, in order; the second parameter is the last entry of the page before.
SELECT
    sequence, revision, batch_id, site_id, operation, author,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, facts_before, facts_after
FROM site_history
WHERE revision > $1 AND sequence > $2
ORDER BY sequence
LIMIT $3
