-- Gives the table, whatever its name, a name that the program knows: a temporary view in memory. The file is opened for
-- reading only. SQLite itself quotes the name (%w), so no statement is put together in the program.
INSERT INTO temp.sqlite_schema (type, name, tbl_name, rootpage, sql)
VALUES ('view', 'given_layer', 'given_layer', 0, printf('CREATE VIEW given_layer AS SELECT * FROM main."%w"', ?1))
