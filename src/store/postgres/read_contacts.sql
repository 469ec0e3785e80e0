-- The contacts of a site, one of them, or all there are, each with the erasure of its data.
SELECT
    contact.site_id, contact.number, contact.version, contact.name, contact.role, contact.phone, contact.email,
    contact.address, to_char(contact.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    contact.created_by,
    to_char(contact.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at,
    contact.changed_by,
    to_char(erasure.erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS erased_at,
    erasure.erased_by, erasure.because
FROM contact LEFT JOIN erasure ON erasure.id = contact.erasure_id
WHERE ($1::text IS NULL OR contact.site_id = $1) AND ($2::bigint IS NULL OR contact.number = $2)
ORDER BY contact.site_id, contact.number
