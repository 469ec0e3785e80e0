-- Counts a sign-in before it is decided, unless somebody else has counted meanwhile.
UPDATE account
SET failed_sign_ins = failed_sign_ins + 1, locked_until = $3::text::timestamptz
WHERE id = $1 AND failed_sign_ins = $2
