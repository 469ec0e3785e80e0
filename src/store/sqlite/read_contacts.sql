-- The contacts of a site, one of them, or all there are, each with the erasure of its data.
SELECT
    contact.site_id, contact.number, contact.version, contact.name, contact.role, contact.phone, contact.email,
    contact.address, contact.created_at, contact.created_by, contact.changed_at, contact.changed_by, erasure.erased_at,
    erasure.erased_by, erasure.because
FROM contact LEFT JOIN erasure ON erasure.id = contact.erasure_id
WHERE (?1 IS NULL OR contact.site_id = ?1) AND (?2 IS NULL OR contact.number = ?2)
ORDER BY contact.site_id, contact.number
