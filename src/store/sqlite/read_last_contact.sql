-- The last number given to a contact of a site; read under the write lock.
SELECT COALESCE(MAX(number), 0) FROM contact WHERE site_id = ?1
