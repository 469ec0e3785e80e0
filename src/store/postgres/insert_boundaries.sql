-- Records many shapes; each parameter is an array of one column.
INSERT INTO region_boundary (region_id, geometry, is_official, given_by)
SELECT region_id, geometry, is_official, given_by
FROM UNNEST($1::text [], $2::bytea [], $3::boolean [], $4::bigint []) AS shape (region_id, geometry, is_official, given_by)
