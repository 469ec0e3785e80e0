-- Makes a token.
INSERT INTO api_token (token_sha256, id, account_id, name, scope, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6::text::timestamptz, $7::text::timestamptz)
