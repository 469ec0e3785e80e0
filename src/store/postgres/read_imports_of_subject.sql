-- The imports that wrote to a site, or proposed something for it, or made that proposal.
SELECT
    import.id, version, state, author, file_name, file_sha256, bytes AS file_bytes, office, shared_with, settings, report,
    reach, reason, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, actor
FROM import
INNER JOIN import_file ON import_file.sha256 = import.file_sha256
WHERE import.id IN (
    SELECT batch.import_id FROM batch INNER JOIN site_history ON site_history.batch_id = batch.id
    WHERE site_history.site_id = $1 AND batch.import_id IS NOT NULL
    UNION
    SELECT import_id FROM proposal WHERE (site_id = $1 OR id = $2) AND import_id IS NOT NULL
)
ORDER BY import.id
