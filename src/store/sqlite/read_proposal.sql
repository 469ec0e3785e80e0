-- One proposal.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
FROM proposal
WHERE id = ?1
