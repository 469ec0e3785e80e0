-- Ends the standing consent of somebody for a purpose, or for all of them.
UPDATE consent SET withdrawn_at = ?4, withdrawn_by = ?5
WHERE site_id = ?1 AND number = ?2 AND (?3 IS NULL OR purpose = ?3) AND withdrawn_at IS NULL
