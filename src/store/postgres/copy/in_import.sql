-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO import (
    id, version, state, author, file_name, file_sha256, office, shared_with, settings, report, reach, reason,
    created_at, changed_at, actor
)
SELECT
    (cells ->> 0)::bigint, (cells ->> 1)::bigint, cells ->> 2, cells ->> 3, cells ->> 4, cells ->> 5, cells ->> 6,
    (cells ->> 7)::jsonb, (cells ->> 8)::jsonb, (cells ->> 9)::jsonb, cells ->> 10, cells ->> 11,
    (cells ->> 12)::timestamptz, (cells ->> 13)::timestamptz, cells ->> 14
FROM jsonb_array_elements($1) AS given (cells)
