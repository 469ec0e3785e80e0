-- The imports for a copy, in a fixed order.
SELECT
    id, version, state, author, file_name, file_sha256, office, shared_with, settings, report, reach, reason,
    created_at, changed_at, actor
FROM import
ORDER BY id
