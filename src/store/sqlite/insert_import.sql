-- Begins an import; the parameters are the columns in order.
INSERT INTO import (
    id, version, state, author, file_name, file_sha256, office, shared_with, settings, report, reach, reason, created_at,
    changed_at, actor
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
