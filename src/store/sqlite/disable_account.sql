-- Disables an account that is not.
UPDATE account SET disabled_at = ?2 WHERE id = ?1 AND disabled_at IS NULL
