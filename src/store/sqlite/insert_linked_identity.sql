-- Lets somebody at an identity provider sign in as an account, unless they sign in as some account already.
INSERT INTO linked_identity (account_id, issuer, subject, linked_at, linked_by) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING
