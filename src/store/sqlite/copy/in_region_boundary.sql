-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO region_boundary (
    region_id, geometry, is_official, given_by
)
VALUES (
    ?1, ?2, ?3, ?4
)
