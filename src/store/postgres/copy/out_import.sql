-- The imports for a copy, in a fixed order.
SELECT
    id, version, state, author, file_name, file_sha256, office, shared_with::text AS shared_with,
    settings::text AS settings, report::text AS report, reach, reason,
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, actor
FROM import
ORDER BY id
