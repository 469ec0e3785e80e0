-- Takes a role away.
DELETE FROM account_grant
WHERE account_id = $1 AND role = $2 AND coalesce(region_id, '') = coalesce($3::text, '')
