-- Closes an erasure, so that its transaction can end.
UPDATE erasure SET texts = ?2, open_marker = NULL WHERE id = ?1
