-- Notes that a session was used.
UPDATE session SET last_seen_at = $2::text::timestamptz, idle_expires_at = $3::text::timestamptz WHERE id = $1
