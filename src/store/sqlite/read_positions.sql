-- The last entries of the append-only tables and their time; read under the write lock.
SELECT
    (SELECT COALESCE(MAX(sequence), 0) FROM site_history) AS last_sequence,
    (SELECT COALESCE(MAX(id), 0) FROM batch) AS last_batch,
    (SELECT recorded_at FROM batch ORDER BY id DESC LIMIT 1) AS last_recorded_at
