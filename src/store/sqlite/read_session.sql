-- The session of a token.
SELECT
    session.id, session.account_id, session.created_at, session.last_seen_at, session.idle_expires_at,
    session.expires_at, client, method
FROM session
WHERE token_sha256 = ?1
