-- What offices said of their files for a copy, in a fixed order.
SELECT
    office, wordings, changed_at, actor
FROM office_wording
ORDER BY office
