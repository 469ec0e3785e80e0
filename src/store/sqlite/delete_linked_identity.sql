-- Somebody at an identity provider no longer signs in as the account.
DELETE FROM linked_identity
WHERE account_id = ?1 AND issuer = ?2 AND subject = ?3
