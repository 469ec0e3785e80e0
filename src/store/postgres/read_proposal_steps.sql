-- What happened to a proposal, oldest first.
SELECT
    version, state, actor, to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS taken_at,
    comment, facts_after
FROM proposal_step
WHERE proposal_id = $1
ORDER BY version
