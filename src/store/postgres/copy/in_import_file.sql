-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO import_file (
    sha256, bytes, pieces
)
SELECT
    cells ->> 0, (cells ->> 1)::bigint, (cells ->> 2)::bigint
FROM jsonb_array_elements($1) AS given (cells)
