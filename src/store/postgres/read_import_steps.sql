-- What happened to an import, oldest first.
SELECT version, state, actor, to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS taken_at, comment
FROM import_step
WHERE import_id = $1
ORDER BY version
