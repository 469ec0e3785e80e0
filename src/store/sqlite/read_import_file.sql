-- How many pieces of a file are kept.
SELECT pieces FROM import_file WHERE sha256 = ?1
