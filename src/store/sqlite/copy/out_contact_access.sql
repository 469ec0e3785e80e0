-- Who read of people for a copy, in a fixed order.
SELECT
    sequence, site_id, number, actor, request, read_at
FROM contact_access
ORDER BY sequence
