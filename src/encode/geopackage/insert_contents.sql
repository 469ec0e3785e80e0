-- What the table of sites is: title, description and coordinate system; its extent follows when it is full.
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES ('sites', 'features', ?1, ?2, ?3)
