-- What the people of a site, one of them, or all there are agreed to, the oldest first.
SELECT id, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by, withdrawn_at, withdrawn_by
FROM consent
WHERE (?1 IS NULL OR site_id = ?1) AND (?2 IS NULL OR number = ?2)
ORDER BY id
