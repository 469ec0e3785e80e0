-- Every shape that is not the shipped one, in the order of identifiers, in the shape of `BoundaryColumns`.
SELECT region_id, geometry, is_official, given_by FROM region_boundary ORDER BY region_id
