-- Enables an account and takes its lock off.
UPDATE account SET disabled_at = NULL, failed_sign_ins = 0, locked_until = NULL WHERE id = ?1
