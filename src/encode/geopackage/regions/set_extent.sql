-- The extent of the units; none where no unit has a shape.
UPDATE gpkg_contents
SET
    min_x = (SELECT min(minx) FROM rtree_regions_geom),
    min_y = (SELECT min(miny) FROM rtree_regions_geom),
    max_x = (SELECT max(maxx) FROM rtree_regions_geom),
    max_y = (SELECT max(maxy) FROM rtree_regions_geom)
WHERE table_name = 'regions'
