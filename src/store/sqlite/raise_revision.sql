-- Makes the commit's revision the inventory's.
UPDATE inventory SET revision = ?1
