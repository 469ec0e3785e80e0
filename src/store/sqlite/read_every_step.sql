-- Every step of every proposal in order, in the shape of `StepRow` with the proposal before it.
SELECT
    proposal_id, version, state, actor, taken_at,
    comment, facts_after
FROM proposal_step
ORDER BY proposal_id, version
