-- What happened to an account, or to all of them where none is named, the latest first.
SELECT kind, account_id, actor, client, detail,
    to_char(security_event.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at
FROM security_event
WHERE $1::text IS NULL OR account_id = $1
ORDER BY sequence DESC
LIMIT $2
