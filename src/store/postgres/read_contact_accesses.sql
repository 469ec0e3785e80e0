-- Who read the values of a contact, the earliest first.
SELECT sequence, actor, request, to_char(read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS read_at
FROM contact_access
WHERE site_id = $1 AND number = $2
ORDER BY sequence
