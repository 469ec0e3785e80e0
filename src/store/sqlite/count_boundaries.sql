-- How many shapes are stored, and how many of them a file gave.
SELECT COUNT(*) AS stored, COUNT(given_by) AS given FROM region_boundary
