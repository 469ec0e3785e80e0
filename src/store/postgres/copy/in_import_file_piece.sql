-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO import_file_piece (
    sha256, number, piece
)
SELECT
    cells ->> 0, (cells ->> 1)::bigint, decode(cells ->> 2, 'hex')
FROM jsonb_array_elements($1) AS given (cells)
