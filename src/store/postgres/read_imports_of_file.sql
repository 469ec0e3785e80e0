-- What came of a file and was not given up, in order.
SELECT
    import.id, version, state, author, file_name, file_sha256, bytes AS file_bytes, office, shared_with, settings, report,
    reach, reason, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, actor
FROM import
INNER JOIN import_file ON import_file.sha256 = import.file_sha256
WHERE import.file_sha256 = $1 AND state <> 'discarded'
ORDER BY import.id
