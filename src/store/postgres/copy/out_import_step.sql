-- The steps of imports for a copy, in a fixed order.
SELECT
    import_id, version, state, actor,
    to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS taken_at, comment
FROM import_step
ORDER BY import_id, version
