-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO proposal (
    id, version, site_id, state, author, reason, facts_before, facts_after, created_at, changed_at, actor, comment, import_id
)
SELECT
    (cells ->> 0)::bigint, (cells ->> 1)::bigint, cells ->> 2, cells ->> 3, cells ->> 4, cells ->> 5,
    (cells ->> 6)::jsonb, (cells ->> 7)::jsonb, (cells ->> 8)::timestamptz, (cells ->> 9)::timestamptz, cells ->> 10,
    cells ->> 11, (cells ->> 12)::bigint
FROM jsonb_array_elements($1) AS given (cells)
