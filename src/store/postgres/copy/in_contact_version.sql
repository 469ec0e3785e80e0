-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO contact_version (
    site_id, number, version, name, role, phone, email, address, changed_at, changed_by
)
SELECT
    cells ->> 0, (cells ->> 1)::bigint, (cells ->> 2)::bigint, cells ->> 3, cells ->> 4, cells ->> 5, cells ->> 6,
    cells ->> 7, (cells ->> 8)::timestamptz, cells ->> 9
FROM jsonb_array_elements($1) AS given (cells)
