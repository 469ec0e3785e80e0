-- What happened to an import, oldest first.
SELECT version, state, actor, taken_at, comment FROM import_step WHERE import_id = ?1 ORDER BY version
