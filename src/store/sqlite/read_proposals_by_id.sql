-- The proposals with these numbers (a JSON array), in the shape of `ProposalRow`.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
FROM proposal
WHERE id IN (SELECT value FROM json_each(?1))
