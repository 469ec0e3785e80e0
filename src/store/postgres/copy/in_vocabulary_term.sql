-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO vocabulary_term (
    vocabulary, code, label_vi, label_en, sector, position
)
SELECT
    cells ->> 0, cells ->> 1, cells ->> 2, cells ->> 3, cells ->> 4, (cells ->> 5)::bigint
FROM jsonb_array_elements($1) AS given (cells)
