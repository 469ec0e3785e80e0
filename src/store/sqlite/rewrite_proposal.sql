-- Rewrites the texts of a proposal, while an erasure of it or of its site is open.
UPDATE proposal SET reason = ?2, facts_before = ?3, facts_after = ?4, comment = ?5 WHERE id = ?1
