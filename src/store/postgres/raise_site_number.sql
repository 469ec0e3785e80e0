-- Records the last number given to a kind.
UPDATE site_number SET last_number = $2 WHERE kind = $1
