-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO api_token (
    id, token_sha256, account_id, name, scope, created_at, expires_at, last_used_at, revoked_at
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
)
