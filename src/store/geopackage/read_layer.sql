-- Every feature of the layer with all its columns.
SELECT * FROM temp.given_layer
