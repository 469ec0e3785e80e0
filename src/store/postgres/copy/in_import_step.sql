-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO import_step (
    import_id, version, state, actor, taken_at, comment
)
SELECT
    (cells ->> 0)::bigint, (cells ->> 1)::bigint, cells ->> 2, cells ->> 3, (cells ->> 4)::timestamptz, cells ->> 5
FROM jsonb_array_elements($1) AS given (cells)
