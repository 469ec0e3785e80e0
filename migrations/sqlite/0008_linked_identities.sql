-- Who at an identity provider signs in as which account, and how each session was opened.
--
-- The PostgreSQL migration of the same number does the same. None of it belongs to the inventory.

-- Somebody at a provider who signs in as an account: found by issuer and subject together, never by an address of e-mail.
CREATE TABLE linked_identity (
    account_id TEXT NOT NULL CONSTRAINT linked_identity_account_exists REFERENCES account (id),
    -- The provider's address, exactly as it writes it.
    issuer TEXT NOT NULL CONSTRAINT linked_identity_issuer_form CHECK (
        length(issuer) <= 500 AND (issuer LIKE 'https://%' OR issuer LIKE 'http://%')
    ),
    -- By which the provider names the person; case counts.
    subject TEXT NOT NULL CONSTRAINT linked_identity_subject_length CHECK (length(subject) BETWEEN 1 AND 255),
    linked_at TEXT NOT NULL CONSTRAINT linked_identity_linked_at_form CHECK (length(linked_at) = 27 AND linked_at LIKE '%Z'),
    linked_by TEXT NOT NULL CONSTRAINT linked_identity_linked_by_not_empty CHECK (linked_by <> ''),
    CONSTRAINT linked_identity_once PRIMARY KEY (issuer, subject)
) STRICT;

CREATE INDEX linked_identity_of_account ON linked_identity (account_id);

ALTER TABLE session ADD COLUMN method TEXT NOT NULL DEFAULT 'password'
    CONSTRAINT session_method CHECK (method IN ('password', 'oidc'));

-- SQLite has no statement that changes a CHECK, see 0003_boundaries.sql; the rows are not touched.
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, '''token_revoked''', '''token_revoked'', ''identity_linked'', ''identity_unlinked''')
WHERE type = 'table' AND name = 'security_event';

PRAGMA writable_schema = RESET;
