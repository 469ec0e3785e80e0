-- Leaves of a contact nothing but that there was one.
UPDATE contact SET name = NULL, role = NULL, phone = NULL, email = NULL, address = NULL, erasure_id = $3
WHERE site_id = $1 AND number = $2
