-- The boxes of all sites at once, as JSON: `[[fid, west, east, south, north], …]`.
INSERT INTO rtree_sites_geom
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
FROM json_each(?1)
