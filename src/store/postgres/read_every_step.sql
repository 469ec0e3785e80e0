-- Every step of every proposal in order, in the shape of `StepRow` with the proposal before it.
SELECT
    proposal_id, version, state, actor, to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS taken_at,
    comment, facts_after
FROM proposal_step
ORDER BY proposal_id, version
