-- The batches that changed a site, oldest first.
SELECT
    id, revision, origin, author, file_name, file_sha256, reason, reviewer, recorded_at, created, updated, closed,
    withdrawn, terms, boundaries, import_id
FROM batch
WHERE id IN (SELECT batch_id FROM site_history WHERE site_id = ?1)
ORDER BY id
