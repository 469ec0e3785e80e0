-- Logs that somebody read the values of a contact.
INSERT INTO contact_access (site_id, number, actor, request, read_at)
VALUES (?1, ?2, ?3, ?4, ?5)
