-- The rule of `0001_inventory.sql` again.
ALTER TABLE inventory ENABLE TRIGGER inventory_revision_grows_by_one
