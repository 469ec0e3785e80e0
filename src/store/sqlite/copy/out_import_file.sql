-- The files of imports for a copy, in a fixed order.
SELECT
    sha256, bytes, pieces
FROM import_file
ORDER BY sha256
