-- Puts a row of a copy in the place of the one the migrations made; the parameters are the columns in order.
UPDATE site_number SET last_number = ?2 WHERE kind = ?1
