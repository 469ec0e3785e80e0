-- The last entries of the append-only tables; read under the write lock.
SELECT
    (SELECT COALESCE(MAX(sequence), 0) FROM site_history) AS last_sequence,
    (SELECT COALESCE(MAX(id), 0) FROM batch) AS last_batch
