-- The place of one site in the spatial index.
INSERT INTO rtree_sites_geom VALUES (?1, ?2, ?2, ?3, ?3)
