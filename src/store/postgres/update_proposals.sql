-- Puts proposals as they are after a step in the place of those before, from a JSON array of `ProposalRow`.
UPDATE proposal
SET
    version = given.version, site_id = given.site_id, state = given.state, author = given.author, reason = given.reason,
    facts_before = given.facts_before, facts_after = given.facts_after, created_at = given.created_at,
    changed_at = given.changed_at, actor = given.actor, comment = given.comment, import_id = given.import_id
FROM jsonb_to_recordset($1) AS given (
    id bigint, version bigint, site_id text, state text, author text, reason text, facts_before jsonb, facts_after jsonb,
    created_at timestamptz, changed_at timestamptz, actor text, comment text, import_id bigint
)
WHERE proposal.id = given.id
