-- Every step of every import in order, in the shape of `ImportStepRow` with the import before it.
SELECT
    import_id, version, state, actor, to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS taken_at,
    comment
FROM import_step
ORDER BY import_id, version
