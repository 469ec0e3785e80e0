-- The tokens of programs for a copy, in a fixed order.
SELECT
    id, token_sha256, account_id, name, scope, created_at, expires_at, last_used_at, revoked_at
FROM api_token
ORDER BY id
