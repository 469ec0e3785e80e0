-- What happened to one site, oldest first, in the shape of `ChangeRow`.
SELECT
    sequence, revision, batch_id, site_id, operation, author, changed_at, facts_before, facts_after
FROM site_history
WHERE site_id = ?1
ORDER BY sequence
