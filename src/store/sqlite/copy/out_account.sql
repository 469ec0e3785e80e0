-- The accounts for a copy, in a fixed order.
SELECT
    id, username, display_name, password_hash, created_at, disabled_at, failed_sign_ins, locked_until,
    password_changed_at
FROM account
ORDER BY id
