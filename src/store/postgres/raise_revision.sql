-- Makes the commit's revision the inventory's; a trigger tells every waiting server once this is committed.
UPDATE inventory SET revision = $1
