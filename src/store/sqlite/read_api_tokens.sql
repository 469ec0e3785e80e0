-- The tokens of an account, the latest first.
SELECT
    api_token.id, account_id, name, scope, api_token.created_at, api_token.expires_at, api_token.last_used_at,
    api_token.revoked_at
FROM api_token
WHERE account_id = ?1
ORDER BY api_token.created_at DESC, api_token.id
