-- Rewrites the texts of a step of a proposal, while an erasure of it or of its site is open.
UPDATE proposal_step SET comment = $3, facts_after = $4 WHERE proposal_id = $1 AND version = $2
