-- What happened to an account, or to all of them where none is named, the latest first.
SELECT kind, account_id, actor, client, detail, security_event.occurred_at
FROM security_event
WHERE ?1 IS NULL OR account_id = ?1
ORDER BY sequence DESC
LIMIT ?2
