-- Rewrites the texts of an entry of the history, while an erasure of its site is open.
UPDATE site_history SET facts_before = $2, facts_after = $3 WHERE sequence = $1
