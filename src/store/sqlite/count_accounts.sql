-- Tells whether there are accounts at all.
SELECT COUNT(*) FROM account
