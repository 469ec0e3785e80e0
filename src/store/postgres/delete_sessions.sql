-- Ends every session of an account, but for one where one is named.
DELETE FROM session WHERE account_id = $1 AND ($2::text IS NULL OR id <> $2)
