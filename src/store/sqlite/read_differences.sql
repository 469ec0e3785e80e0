-- Of every site that changed after one revision and up to another, the state before the first of these changes and
-- after the last, in no particular order, in the shape of `DifferenceRow`.
SELECT last.site_id, last.changed_at, first.facts_before, last.facts_after
FROM (
    SELECT MIN(sequence) AS first_sequence, MAX(sequence) AS last_sequence
    FROM site_history
    WHERE revision > ?1 AND revision <= ?2
    GROUP BY site_id
) AS span
JOIN site_history AS first ON first.sequence = span.first_sequence
JOIN site_history AS last ON last.sequence = span.last_sequence
