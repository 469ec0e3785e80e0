-- The account with that username, in lower case.
SELECT
    account.id, username, display_name, password_hash, account.created_at, account.disabled_at, failed_sign_ins,
    account.locked_until, account.password_changed_at
FROM account
WHERE username = ?1
