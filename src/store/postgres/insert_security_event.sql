-- Adds to the log of what happened to accounts.
INSERT INTO security_event (kind, account_id, actor, client, detail, occurred_at)
VALUES ($1, $2, $3, $4, $5, $6::text::timestamptz)
