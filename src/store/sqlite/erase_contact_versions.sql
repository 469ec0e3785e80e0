-- Leaves of the states of a contact nothing but that there were some.
UPDATE contact_version SET name = NULL, role = NULL, phone = NULL, email = NULL, address = NULL
WHERE site_id = ?1 AND number = ?2
