-- The geometry of the sites.
INSERT INTO gpkg_geometry_columns VALUES ('sites', 'geom', 'POINT', ?1, 0, 0)
