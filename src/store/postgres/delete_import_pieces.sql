-- Lets the bytes of a file go.
DELETE FROM import_file_piece WHERE sha256 = $1
