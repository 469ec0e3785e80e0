-- The spatial index of the extension gpkg_rtree_index; its triggers follow when it is full.
CREATE VIRTUAL TABLE rtree_sites_geom USING rtree (id, minx, maxx, miny, maxy);

INSERT INTO gpkg_extensions
VALUES ('sites', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
