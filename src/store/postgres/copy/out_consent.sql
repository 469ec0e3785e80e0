-- What people agreed to for a copy, in a fixed order.
SELECT
    id, site_id, number, purpose, to_char(given_on, 'YYYY-MM-DD') AS given_on, evidence,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at, recorded_by,
    to_char(withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS withdrawn_at, withdrawn_by
FROM consent
ORDER BY id
