-- What the people of a site, one of them, or all there are agreed to, the oldest first.
SELECT
    id, site_id, number, purpose, to_char(given_on, 'YYYY-MM-DD') AS given_on, evidence,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at, recorded_by,
    to_char(withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS withdrawn_at, withdrawn_by
FROM consent
WHERE ($1::text IS NULL OR site_id = $1) AND ($2::bigint IS NULL OR number = $2)
ORDER BY id
