-- The steps of proposals for a copy, in a fixed order.
SELECT
    proposal_id, version, state, actor, taken_at, comment, facts_after
FROM proposal_step
ORDER BY proposal_id, version
