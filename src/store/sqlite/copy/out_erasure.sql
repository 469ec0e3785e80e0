-- The erasures for a copy, in a fixed order.
SELECT
    id, site_id, proposal_id, contact_number, erased_by, because, erased_at, texts, open_marker
FROM erasure
ORDER BY id
