-- Who at identity providers signs in as an account; all of them where none is named.
SELECT account_id, issuer, subject, linked_identity.linked_at, linked_by
FROM linked_identity
WHERE ?1 IS NULL OR account_id = ?1
ORDER BY account_id, issuer, subject
