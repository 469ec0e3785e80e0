-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO security_event (
    sequence, kind, account_id, actor, client, detail, occurred_at
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7
)
