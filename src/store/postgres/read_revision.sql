-- How far the inventory has come.
SELECT revision FROM inventory
