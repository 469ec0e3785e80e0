-- The roles of an account; all roles where none is named.
SELECT account_id, role, region_id
FROM account_grant
WHERE $1::text IS NULL OR account_id = $1
