-- Who at identity providers signs in as an account; all of them where none is named.
SELECT account_id, issuer, subject, to_char(linked_identity.linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS linked_at, linked_by
FROM linked_identity
WHERE $1::text IS NULL OR account_id = $1
ORDER BY account_id, issuer, subject
