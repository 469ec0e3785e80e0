-- The roles of accounts for a copy, in a fixed order.
SELECT
    account_id, role, region_id
FROM account_grant
ORDER BY account_id, role, COALESCE(region_id, '')
