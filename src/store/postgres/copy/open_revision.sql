-- Lets a copy set the revision of an empty inventory; `close_revision.sql` forbids it again in the same transaction.
ALTER TABLE inventory DISABLE TRIGGER inventory_revision_grows_by_one
