-- Notes that a session was used.
UPDATE session SET last_seen_at = ?2, idle_expires_at = ?3 WHERE id = ?1
