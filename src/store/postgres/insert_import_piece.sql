-- Keeps the next piece of a file.
INSERT INTO import_file_piece (sha256, number, piece)
VALUES ($1, $2, $3)
