-- Remembers what an office said of a file.
INSERT INTO office_wording (office, wordings, changed_at, actor)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (office) DO UPDATE SET wordings = excluded.wordings, changed_at = excluded.changed_at, actor = excluded.actor
