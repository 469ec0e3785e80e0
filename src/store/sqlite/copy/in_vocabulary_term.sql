-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO vocabulary_term (
    vocabulary, code, label_vi, label_en, sector, position
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6
)
