-- The revision of the inventory that was copied. The identity stays: whoever knew the other database must ask anew.
UPDATE inventory SET revision = $1
