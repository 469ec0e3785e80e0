-- The rule of `0001_inventory.sql` again, word for word.
CREATE TRIGGER inventory_revision_grows_by_one BEFORE UPDATE ON inventory
WHEN NEW.revision <> OLD.revision + 1 OR NEW.inventory_id <> OLD.inventory_id
BEGIN
    SELECT RAISE(ABORT, 'the revision of the inventory grows by one and its identity never changes');
END
