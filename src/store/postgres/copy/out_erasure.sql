-- The erasures for a copy, in a fixed order.
SELECT
    id, site_id, proposal_id, contact_number, erased_by, because,
    to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS erased_at, texts, open_marker
FROM erasure
ORDER BY id
