-- Every state that a contact was in, the oldest first.
SELECT site_id, number, version, name, role, phone, email, address, changed_at, changed_by
FROM contact_version
WHERE site_id = ?1 AND number = ?2
ORDER BY version
