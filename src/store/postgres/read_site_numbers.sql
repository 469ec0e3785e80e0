-- The last number given to each kind of site.
SELECT kind, last_number FROM site_number
