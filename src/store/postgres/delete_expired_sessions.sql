-- Forgets sessions that have ended by themselves.
DELETE FROM session WHERE expires_at <= $1::text::timestamptz OR idle_expires_at <= $1::text::timestamptz
