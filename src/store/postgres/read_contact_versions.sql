-- Every state that a contact was in, the oldest first.
SELECT
    site_id, number, version, name, role, phone, email, address,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, changed_by
FROM contact_version
WHERE site_id = $1 AND number = $2
ORDER BY version
