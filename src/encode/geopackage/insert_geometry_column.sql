-- The geometry of the records: their table, its type and its coordinate system.
INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)
