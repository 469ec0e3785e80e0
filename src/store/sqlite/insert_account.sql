-- Makes an account; a username that is taken is left as it is.
INSERT INTO account (id, username, display_name, password_hash, created_at, password_changed_at)
VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN ?4 IS NULL THEN NULL ELSE ?5 END)
ON CONFLICT (username) DO NOTHING
