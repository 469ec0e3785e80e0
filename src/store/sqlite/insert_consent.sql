-- Records that somebody agreed.
INSERT INTO consent (id, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
