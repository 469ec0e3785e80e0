-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO contact (
    site_id, number, version, name, role, phone, email, address, created_at, created_by, changed_at, changed_by,
    erasure_id
)
SELECT
    cells ->> 0, (cells ->> 1)::bigint, (cells ->> 2)::bigint, cells ->> 3, cells ->> 4, cells ->> 5, cells ->> 6,
    cells ->> 7, (cells ->> 8)::timestamptz, cells ->> 9, (cells ->> 10)::timestamptz, cells ->> 11,
    (cells ->> 12)::bigint
FROM jsonb_array_elements($1) AS given (cells)
