-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO linked_identity (
    account_id, issuer, subject, linked_at, linked_by
)
SELECT
    cells ->> 0, cells ->> 1, cells ->> 2, (cells ->> 3)::timestamptz, cells ->> 4
FROM jsonb_array_elements($1) AS given (cells)
