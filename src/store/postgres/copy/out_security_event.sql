-- What happened to accounts for a copy, in a fixed order.
SELECT
    sequence, kind, account_id, actor, client, detail,
    to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at
FROM security_event
ORDER BY sequence
