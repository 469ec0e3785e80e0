-- Rewrites the texts of a batch, while an erasure of a site that it changed is open.
UPDATE batch SET reason = ?2, file_name = ?3 WHERE id = ?1
