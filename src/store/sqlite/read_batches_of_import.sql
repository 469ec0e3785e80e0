-- The batches of an import, oldest first.
SELECT
    id, revision, origin, author, file_name, file_sha256, reason, reviewer, recorded_at, created, updated, closed,
    withdrawn, terms, boundaries, import_id
FROM batch
WHERE import_id = ?1
ORDER BY id
