-- Who at identity providers signs in as which account, for a copy, in a fixed order.
SELECT
    account_id, issuer, subject, to_char(linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS linked_at, linked_by
FROM linked_identity
ORDER BY issuer, subject
