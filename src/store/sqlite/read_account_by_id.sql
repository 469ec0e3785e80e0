-- The account with that identifier.
SELECT
    account.id, username, display_name, password_hash, account.created_at, account.disabled_at, failed_sign_ins,
    account.locked_until, account.password_changed_at
FROM account
WHERE id = ?1
