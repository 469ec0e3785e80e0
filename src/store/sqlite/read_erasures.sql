-- Every erasure, the earliest first.
SELECT id, site_id, proposal_id, contact_number, erased_by, because, erased_at, texts
FROM erasure
ORDER BY id
