-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO batch (
    id, revision, origin, author, file_name, file_sha256, reason, reviewer, recorded_at, created, updated, closed,
    withdrawn, terms, boundaries, import_id
)
SELECT
    (cells ->> 0)::bigint, (cells ->> 1)::bigint, cells ->> 2, cells ->> 3, cells ->> 4, cells ->> 5, cells ->> 6,
    cells ->> 7, (cells ->> 8)::timestamptz, (cells ->> 9)::bigint, (cells ->> 10)::bigint, (cells ->> 11)::bigint,
    (cells ->> 12)::bigint, (cells ->> 13)::bigint, (cells ->> 14)::bigint, (cells ->> 15)::bigint
FROM jsonb_array_elements($1) AS given (cells)
