-- Who read of people for a copy, in a fixed order.
SELECT
    sequence, site_id, number, actor, request,
    to_char(read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS read_at
FROM contact_access
ORDER BY sequence
