-- Adds a step to the account of an import.
INSERT INTO import_step (import_id, version, state, actor, taken_at, comment)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
