-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO contact_access (
    sequence, site_id, number, actor, request, read_at
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6
)
