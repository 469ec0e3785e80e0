-- Knows a file by its hash, where it is not known yet.
INSERT INTO import_file (sha256, bytes, pieces)
VALUES (?1, ?2, 0)
ON CONFLICT (sha256) DO NOTHING
