-- Every file with what is kept of it, in the shape of `KeptFileRow`.
SELECT
    import_file.sha256, import_file.bytes, import_file.pieces, COUNT(import_file_piece.number) AS kept_pieces,
    COALESCE(SUM(length(import_file_piece.piece)), 0) AS kept_bytes, COALESCE(MAX(import_file_piece.number), 0) AS last_piece
FROM import_file
LEFT JOIN import_file_piece ON import_file_piece.sha256 = import_file.sha256
GROUP BY import_file.sha256, import_file.bytes, import_file.pieces
ORDER BY import_file.sha256
