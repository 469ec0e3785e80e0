-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO office_wording (
    office, wordings, changed_at, actor
)
SELECT
    cells ->> 0, (cells ->> 1)::jsonb, (cells ->> 2)::timestamptz, cells ->> 3
FROM jsonb_array_elements($1) AS given (cells)
