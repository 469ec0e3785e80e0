-- The contacts for a copy, in a fixed order.
SELECT
    site_id, number, version, name, role, phone, email, address,
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, created_by,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, changed_by, erasure_id
FROM contact
ORDER BY site_id, number
