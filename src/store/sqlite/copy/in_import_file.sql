-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO import_file (
    sha256, bytes, pieces
)
VALUES (
    ?1, ?2, ?3
)
