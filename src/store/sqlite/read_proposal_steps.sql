-- What happened to a proposal, oldest first.
SELECT
    version, state, actor, taken_at,
    comment, facts_after
FROM proposal_step
WHERE proposal_id = ?1
ORDER BY version
