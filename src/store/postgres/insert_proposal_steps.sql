-- Adds to the account of each proposal the step that made it what it is, from a JSON array of `ProposalRow`.
INSERT INTO proposal_step (proposal_id, version, state, actor, taken_at, comment, facts_after)
SELECT id, version, state, actor, changed_at, comment, facts_after
FROM jsonb_to_recordset($1) AS given (
    id bigint, version bigint, state text, actor text, changed_at timestamptz, comment text, facts_after jsonb
)
