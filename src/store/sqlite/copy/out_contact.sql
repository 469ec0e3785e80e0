-- The contacts for a copy, in a fixed order.
SELECT
    site_id, number, version, name, role, phone, email, address, created_at, created_by, changed_at, changed_by,
    erasure_id
FROM contact
ORDER BY site_id, number
