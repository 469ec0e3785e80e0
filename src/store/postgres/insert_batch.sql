-- Records what a commit was made under; the parameters are the columns in order.
INSERT INTO batch (
    id, revision, origin, author, file_name, file_sha256, reason, reviewer, recorded_at, created, updated, closed,
    withdrawn, terms, boundaries, import_id
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::timestamptz, $10, $11, $12, $13, $14, $15, $16)
