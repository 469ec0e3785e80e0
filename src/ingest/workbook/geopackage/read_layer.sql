-- Every row of the table with all its columns.
SELECT * FROM temp.given_layer
