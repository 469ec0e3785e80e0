-- The boxes of all units at once, as JSON: `[[fid, west, east, south, north], …]`.
INSERT INTO rtree_regions_geom
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
FROM json_each(?1)
