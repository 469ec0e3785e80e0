-- The pieces of files for a copy, in a fixed order.
SELECT
    sha256, number, piece
FROM import_file_piece
ORDER BY sha256, number
