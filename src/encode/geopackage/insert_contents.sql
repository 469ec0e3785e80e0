-- What a table of records is: its name, title, description and coordinate system; its extent follows when it is full.
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?1, 'features', ?2, ?3, ?4)
