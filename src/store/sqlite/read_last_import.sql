-- The last number given to an import.
SELECT COALESCE(MAX(id), 0) FROM import
