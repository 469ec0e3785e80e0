-- The latest batches, newest first.
SELECT
    id, revision, origin, author, file_name, file_sha256, recorded_at, created, updated, closed, terms, boundaries
FROM batch
ORDER BY id DESC
LIMIT ?1
