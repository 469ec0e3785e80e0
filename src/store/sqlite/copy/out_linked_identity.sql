-- Who at identity providers signs in as which account, for a copy, in a fixed order.
SELECT
    account_id, issuer, subject, linked_at, linked_by
FROM linked_identity
ORDER BY issuer, subject
