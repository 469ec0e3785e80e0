-- What waits of one author for some sites (a JSON array), in the shape of `ProposalRow`.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
FROM proposal
WHERE author = ?1 AND state IN ('draft', 'in_review', 'returned') AND site_id IN (SELECT value FROM json_each(?2))
