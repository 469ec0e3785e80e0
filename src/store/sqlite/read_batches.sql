-- The latest batches, newest first.
SELECT
    id, revision, origin, author, file_name, file_sha256, reason, reviewer, recorded_at, created, updated, closed,
    withdrawn, terms, boundaries, import_id
FROM batch
ORDER BY id DESC
LIMIT ?1
