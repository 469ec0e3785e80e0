-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO consent (
    id, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by, withdrawn_at, withdrawn_by
)
SELECT
    (cells ->> 0)::bigint, cells ->> 1, (cells ->> 2)::bigint, cells ->> 3, (cells ->> 4)::date, cells ->> 5,
    (cells ->> 6)::timestamptz, cells ->> 7, (cells ->> 8)::timestamptz, cells ->> 9
FROM jsonb_array_elements($1) AS given (cells)
