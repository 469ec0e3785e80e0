-- The columns of a table, in their order, with the types they were declared with.
SELECT name, type FROM pragma_table_info(?1) ORDER BY cid
