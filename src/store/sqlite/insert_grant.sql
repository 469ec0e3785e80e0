-- Gives a role, unless the account has it already.
INSERT INTO account_grant (account_id, role, region_id) VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
