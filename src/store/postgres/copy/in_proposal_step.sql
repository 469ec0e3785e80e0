-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO proposal_step (
    proposal_id, version, state, actor, taken_at, comment, facts_after
)
SELECT
    (cells ->> 0)::bigint, (cells ->> 1)::bigint, cells ->> 2, cells ->> 3, (cells ->> 4)::timestamptz, cells ->> 5,
    (cells ->> 6)::jsonb
FROM jsonb_array_elements($1) AS given (cells)
