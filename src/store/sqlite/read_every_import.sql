-- Every import in order, in the shape of `ImportRow`.
SELECT
    import.id, version, state, author, file_name, file_sha256, bytes AS file_bytes, office, shared_with, settings, report,
    reach, reason, created_at, changed_at, actor
FROM import
INNER JOIN import_file ON import_file.sha256 = import.file_sha256
ORDER BY import.id
