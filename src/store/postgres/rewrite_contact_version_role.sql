-- Rewrites what somebody else was to the site, while an erasure of it is open.
UPDATE contact_version SET role = $4 WHERE site_id = $1 AND number = $2 AND version = $3
