-- The last entry of each site up to a revision, in no particular order, in the shape of `PastSiteRow`.
-- Sequences grow with revisions, so the bound is told by sequence and the index of sites answers without the rows.
SELECT entry.site_id, entry.changed_at, entry.facts_after
FROM (
    SELECT MAX(sequence) AS sequence
    FROM site_history
    WHERE sequence <= (
        SELECT sequence FROM site_history WHERE revision <= ?1 ORDER BY revision DESC, sequence DESC LIMIT 1
    )
    GROUP BY site_id
) AS last
JOIN site_history AS entry ON entry.sequence = last.sequence
