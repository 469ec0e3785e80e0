-- Opens a session.
INSERT INTO session (token_sha256, id, account_id, created_at, last_seen_at, idle_expires_at, expires_at, client, method)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
