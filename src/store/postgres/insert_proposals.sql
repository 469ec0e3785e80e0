-- Begins proposals from a JSON array of `ProposalRow`.
INSERT INTO proposal (
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
)
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
FROM jsonb_to_recordset($1) AS given (
    id bigint, version bigint, site_id text, state text, author text, reason text, facts_before jsonb, facts_after jsonb,
    created_at timestamptz, changed_at timestamptz, actor text, comment text, import_id bigint
)
