-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO linked_identity (
    account_id, issuer, subject, linked_at, linked_by
)
VALUES (
    ?1, ?2, ?3, ?4, ?5
)
