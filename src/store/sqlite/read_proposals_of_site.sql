-- Every proposal for a site, the oldest first.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
FROM proposal
WHERE site_id = ?1
ORDER BY id
