-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO api_token (
    id, token_sha256, account_id, name, scope, created_at, expires_at, last_used_at, revoked_at
)
SELECT
    cells ->> 0, decode(cells ->> 1, 'hex'), cells ->> 2, cells ->> 3, cells ->> 4, (cells ->> 5)::timestamptz,
    (cells ->> 6)::timestamptz, (cells ->> 7)::timestamptz, (cells ->> 8)::timestamptz
FROM jsonb_array_elements($1) AS given (cells)
