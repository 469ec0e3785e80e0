-- The code lists for a copy, in a fixed order.
SELECT
    vocabulary, code, label_vi, label_en, sector, position
FROM vocabulary_term
ORDER BY position
