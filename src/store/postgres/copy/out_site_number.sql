-- The last number of each kind of site for a copy, in a fixed order.
SELECT
    kind, last_number
FROM site_number
ORDER BY kind
