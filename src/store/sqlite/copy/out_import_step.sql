-- The steps of imports for a copy, in a fixed order.
SELECT
    import_id, version, state, actor, taken_at, comment
FROM import_step
ORDER BY import_id, version
