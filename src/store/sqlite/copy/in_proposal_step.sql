-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO proposal_step (
    proposal_id, version, state, actor, taken_at, comment, facts_after
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7
)
