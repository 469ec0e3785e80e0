-- The places of all sites at once, as JSON: `[[fid, x, y], …]`.
INSERT INTO rtree_sites_geom
SELECT value ->> 0, value ->> 1, value ->> 1, value ->> 2, value ->> 2
FROM json_each(?1)
