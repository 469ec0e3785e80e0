-- Sets a new password, which takes any lock off.
UPDATE account
SET password_hash = $2, password_changed_at = $3::text::timestamptz, failed_sign_ins = 0, locked_until = NULL
WHERE id = $1
