-- Rewrites the comment of a step of an import, while an erasure is open.
UPDATE import_step SET comment = $3 WHERE import_id = $1 AND version = $2
