-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO erasure (
    id, site_id, proposal_id, contact_number, erased_by, because, erased_at, texts, open_marker
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
)
