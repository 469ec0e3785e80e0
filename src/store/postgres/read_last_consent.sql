-- The last number given to a consent; read under the write lock.
SELECT COALESCE(MAX(id), 0) FROM consent
