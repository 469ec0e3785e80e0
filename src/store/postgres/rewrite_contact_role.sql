-- Rewrites what somebody else is to the site, while an erasure of it is open.
UPDATE contact SET role = $3 WHERE site_id = $1 AND number = $2
