-- Rewrites the texts of an import, while an erasure is open.
UPDATE import SET file_name = $2, settings = $3, report = $4, reason = $5 WHERE id = $1
