-- The last number given to an erasure; read under the write lock.
SELECT COALESCE(MAX(id), 0) FROM erasure
