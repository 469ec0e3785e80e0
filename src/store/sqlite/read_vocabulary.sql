-- Every term in the order in which people see them.
SELECT vocabulary, code, label_vi, label_en, sector FROM vocabulary_term ORDER BY position
