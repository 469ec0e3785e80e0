-- The revision a commit starts from; BEGIN IMMEDIATE already holds the lock.
SELECT revision FROM inventory
