-- The proposals with these numbers (a JSON array), in the shape of `ProposalRow`.
SELECT
    id, version, site_id, state, author, reason, facts_before, facts_after,
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, actor, comment, import_id
FROM proposal
WHERE id IN (SELECT jsonb_array_elements_text($1)::bigint)
