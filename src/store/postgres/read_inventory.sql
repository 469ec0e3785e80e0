-- Which inventory this is and how far it has come.
SELECT inventory_id::text AS inventory_id, revision FROM inventory
