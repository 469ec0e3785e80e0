-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO office_wording (
    office, wordings, changed_at, actor
)
VALUES (
    ?1, ?2, ?3, ?4
)
