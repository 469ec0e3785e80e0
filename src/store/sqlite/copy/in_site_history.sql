-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO site_history (
    sequence, revision, batch_id, site_id, operation, author, changed_at, facts_before, facts_after
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
)
