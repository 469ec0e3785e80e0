-- How many pieces of a file are kept.
UPDATE import_file SET pieces = ?2 WHERE sha256 = ?1
