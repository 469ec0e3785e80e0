-- Forgets sessions that have ended by themselves.
DELETE FROM session WHERE expires_at <= ?1 OR idle_expires_at <= ?1
