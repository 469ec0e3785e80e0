-- The extent of the sites; none where no site has a point.
UPDATE gpkg_contents
SET
    min_x = (SELECT min(minx) FROM rtree_sites_geom),
    min_y = (SELECT min(miny) FROM rtree_sites_geom),
    max_x = (SELECT max(maxx) FROM rtree_sites_geom),
    max_y = (SELECT max(maxy) FROM rtree_sites_geom)
WHERE table_name = 'sites'
