-- Records a row of a copy; the parameters are the columns in order.
INSERT INTO import_file_piece (
    sha256, number, piece
)
VALUES (
    ?1, ?2, ?3
)
