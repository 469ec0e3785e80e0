-- The shapes that are not the shipped ones for a copy, in a fixed order.
SELECT
    region_id, geometry, is_official, given_by
FROM region_boundary
ORDER BY region_id
