-- The token with that hash.
SELECT
    api_token.id, account_id, name, scope, api_token.created_at, api_token.expires_at, api_token.last_used_at,
    api_token.revoked_at
FROM api_token
WHERE token_sha256 = ?1
