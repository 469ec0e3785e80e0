-- Adds a step to the account of a proposal.
INSERT INTO proposal_step (proposal_id, version, state, actor, taken_at, comment, facts_after)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
