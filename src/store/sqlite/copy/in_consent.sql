-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO consent (
    id, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by, withdrawn_at, withdrawn_by
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
)
