-- What people agreed to for a copy, in a fixed order.
SELECT
    id, site_id, number, purpose, given_on, evidence, recorded_at, recorded_by, withdrawn_at, withdrawn_by
FROM consent
ORDER BY id
