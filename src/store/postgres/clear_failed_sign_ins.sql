-- Forgets failed sign-ins after a good one.
UPDATE account SET failed_sign_ins = 0, locked_until = NULL WHERE id = $1
