-- The last number given to a proposal.
SELECT COALESCE(MAX(id), 0) FROM proposal
