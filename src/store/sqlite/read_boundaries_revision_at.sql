-- The revision of the last commit up to a revision that changed boundaries; 0 where there was none.
SELECT COALESCE(MAX(revision), 0) FROM batch WHERE origin = 'boundaries' AND revision <= ?1
