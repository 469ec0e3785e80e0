-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO site_history (
    sequence, revision, batch_id, site_id, operation, author, changed_at, facts_before, facts_after
)
SELECT
    (cells ->> 0)::bigint, (cells ->> 1)::bigint, (cells ->> 2)::bigint, cells ->> 3, cells ->> 4, cells ->> 5,
    (cells ->> 6)::timestamptz, (cells ->> 7)::jsonb, (cells ->> 8)::jsonb
FROM jsonb_array_elements($1) AS given (cells)
