-- Puts an import as it is after a step in the place of the one before; the parameters are the columns in order.
UPDATE import
SET
    version = ?2, state = ?3, author = ?4, file_name = ?5, file_sha256 = ?6, office = ?7, shared_with = ?8, settings = ?9,
    report = ?10, reach = ?11, reason = ?12, created_at = ?13, changed_at = ?14, actor = ?15
WHERE id = ?1
