-- The states of contacts for a copy, in a fixed order.
SELECT
    site_id, number, version, name, role, phone, email, address, changed_at, changed_by
FROM contact_version
ORDER BY site_id, number, version
