-- What an import made of each site that it touched, in the order of first touch, in the shape of `ImportedChangeRow`: the state
-- before the first of its changes, after the last, and now; and whether somebody else, or its undo, changed the site since.
-- Each join is by an index, so that it stays fast where the planner knows nothing yet of a hundred thousand new rows.
WITH own AS (
    SELECT site_history.site_id, MIN(site_history.sequence) AS first_sequence, MAX(site_history.sequence) AS last_sequence
    FROM site_history
    INNER JOIN batch ON batch.id = site_history.batch_id AND batch.revision = site_history.revision
    WHERE batch.import_id = ?1 AND batch.origin <> 'undo'
    GROUP BY site_history.site_id
),

since AS (
    SELECT
        own.site_id, own.first_sequence, own.last_sequence, MAX(site_history.sequence) AS sequence_now,
        MAX(CASE WHEN batch.import_id IS NOT ?1 THEN 1 ELSE 0 END) AS is_edited,
        MAX(CASE WHEN batch.import_id = ?1 AND batch.origin = 'undo' AND site_history.sequence > own.last_sequence THEN 1 ELSE 0 END)
            AS is_undone
    FROM own
    INNER JOIN site_history ON site_history.site_id = own.site_id AND site_history.sequence >= own.first_sequence
    INNER JOIN batch ON batch.id = site_history.batch_id
    GROUP BY own.site_id, own.first_sequence, own.last_sequence
)

SELECT
    since.site_id, made.operation, made.revision, first.facts_before, made.facts_after, latest.facts_after AS facts_now,
    latest.revision AS revision_now, since.is_edited, since.is_undone
FROM since
INNER JOIN site_history AS first ON first.sequence = since.first_sequence
INNER JOIN site_history AS made ON made.sequence = since.last_sequence
INNER JOIN site_history AS latest ON latest.sequence = since.sequence_now
ORDER BY since.first_sequence
