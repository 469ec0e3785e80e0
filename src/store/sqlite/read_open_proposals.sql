-- Every proposal that waits for something, the oldest first.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
FROM proposal
WHERE state IN ('draft', 'in_review', 'returned')
ORDER BY id
