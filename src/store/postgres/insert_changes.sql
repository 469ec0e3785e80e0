-- Adds entries to the history from a JSON array of `ChangeRow`.
INSERT INTO site_history (
    sequence, revision, batch_id, site_id, operation, author, changed_at, facts_before, facts_after
)
SELECT
    sequence, revision, batch_id, site_id, operation, author, changed_at, facts_before, facts_after
FROM jsonb_to_recordset($1) AS given (
    sequence bigint, revision bigint, batch_id bigint, site_id text, operation text, author text,
    changed_at timestamptz, facts_before jsonb, facts_after jsonb
)
