-- Rewrites the evidence of a consent, while an erasure of its site is open.
UPDATE consent SET evidence = $2 WHERE id = $1
