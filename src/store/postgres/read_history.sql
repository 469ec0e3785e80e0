-- What happened to one site, oldest first, in the shape of `ChangeRow`.
SELECT
    sequence, revision, batch_id, site_id, operation, author,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, facts_before, facts_after
FROM site_history
WHERE site_id = $1
ORDER BY sequence
