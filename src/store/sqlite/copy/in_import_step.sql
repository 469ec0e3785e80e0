-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO import_step (
    import_id, version, state, actor, taken_at, comment
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6
)
