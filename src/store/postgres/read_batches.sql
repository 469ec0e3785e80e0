-- The latest batches, newest first.
SELECT
    id, revision, origin, author, file_name, file_sha256, reason, reviewer,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at, created, updated,
    closed, withdrawn, terms, boundaries, import_id
FROM batch
ORDER BY id DESC
LIMIT $1
