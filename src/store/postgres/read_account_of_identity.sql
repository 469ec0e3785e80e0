-- The account as which somebody at an identity provider signs in.
SELECT
    account.id, username, display_name, password_hash,
    to_char(account.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    to_char(account.disabled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS disabled_at, failed_sign_ins,
    to_char(account.locked_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS locked_until,
    to_char(account.password_changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS password_changed_at
FROM account
JOIN linked_identity ON linked_identity.account_id = account.id
WHERE linked_identity.issuer = $1 AND linked_identity.subject = $2
