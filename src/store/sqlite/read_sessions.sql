-- The sessions of an account, the latest first.
SELECT
    session.id, session.account_id, session.created_at, session.last_seen_at, session.idle_expires_at,
    session.expires_at, client, method
FROM session
WHERE account_id = ?1
ORDER BY session.created_at DESC, session.id
