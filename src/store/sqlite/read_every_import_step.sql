-- Every step of every import in order, in the shape of `ImportStepRow` with the import before it.
SELECT import_id, version, state, actor, taken_at, comment FROM import_step ORDER BY import_id, version
