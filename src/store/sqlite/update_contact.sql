-- Writes a changed contact; the parameters are those of the one that records it.
UPDATE contact SET
    version = ?3, name = ?4, role = ?5, phone = ?6, email = ?7, address = ?8, created_at = ?9, created_by = ?10,
    changed_at = ?11, changed_by = ?12
WHERE site_id = ?1 AND number = ?2
