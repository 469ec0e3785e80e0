-- What happened to accounts for a copy, in a fixed order.
SELECT
    sequence, kind, account_id, actor, client, detail, occurred_at
FROM security_event
ORDER BY sequence
