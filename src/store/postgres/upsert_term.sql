-- Adds a term after the last one, or changes its labels where it stands.
INSERT INTO vocabulary_term (vocabulary, code, label_vi, label_en, sector, position)
VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(position), 0) + 1 FROM vocabulary_term))
ON CONFLICT (vocabulary, code)
DO UPDATE SET label_vi = excluded.label_vi, label_en = excluded.label_en, sector = excluded.sector
