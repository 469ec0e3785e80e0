-- The states of contacts for a copy, in a fixed order.
SELECT
    site_id, number, version, name, role, phone, email, address,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, changed_by
FROM contact_version
ORDER BY site_id, number, version
