-- The proposals of an import, the oldest first.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after,
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, actor, comment, import_id
FROM proposal
WHERE import_id = $1
ORDER BY id
