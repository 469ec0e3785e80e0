-- What offices said of their files for a copy, in a fixed order.
SELECT
    office, wordings::text AS wordings,
    to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at, actor
FROM office_wording
ORDER BY office
