-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO account_grant (
    account_id, role, region_id
)
VALUES (
    ?1, ?2, ?3
)
