-- Who read the values of a contact, the earliest first.
SELECT sequence, actor, request, read_at
FROM contact_access
WHERE site_id = ?1 AND number = ?2
ORDER BY sequence
