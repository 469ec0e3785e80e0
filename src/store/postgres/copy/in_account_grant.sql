-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO account_grant (
    account_id, role, region_id
)
SELECT
    cells ->> 0, cells ->> 1, cells ->> 2
FROM jsonb_array_elements($1) AS given (cells)
