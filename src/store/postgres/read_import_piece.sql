-- A piece of a file.
SELECT piece FROM import_file_piece WHERE sha256 = $1 AND number = $2
