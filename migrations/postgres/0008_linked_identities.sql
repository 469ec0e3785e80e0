-- Who at an identity provider signs in as which account, and how each session was opened.
--
-- The SQLite migration of the same number does the same. None of it belongs to the inventory.

-- Somebody at a provider who signs in as an account: found by issuer and subject together, never by an address of e-mail.
CREATE TABLE linked_identity (
    account_id text COLLATE "C" NOT NULL CONSTRAINT linked_identity_account_exists REFERENCES account (id),
    -- The provider's address, exactly as it writes it.
    issuer text COLLATE "C" NOT NULL
        CONSTRAINT linked_identity_issuer_form CHECK (length(issuer) <= 500 AND issuer ~ '^https?://'),
    -- By which the provider names the person; case counts.
    subject text COLLATE "C" NOT NULL CONSTRAINT linked_identity_subject_length CHECK (length(subject) BETWEEN 1 AND 255),
    linked_at timestamptz NOT NULL,
    linked_by text NOT NULL CONSTRAINT linked_identity_linked_by_not_empty CHECK (linked_by <> ''),
    CONSTRAINT linked_identity_once PRIMARY KEY (issuer, subject)
);

CREATE INDEX linked_identity_of_account ON linked_identity (account_id);

ALTER TABLE session ADD COLUMN method text COLLATE "C" NOT NULL DEFAULT 'password'
    CONSTRAINT session_method CHECK (method IN ('password', 'oidc'));

ALTER TABLE security_event DROP CONSTRAINT security_event_kind;
ALTER TABLE security_event ADD CONSTRAINT security_event_kind CHECK (
    kind IN (
        'signed_in', 'sign_in_failed', 'account_locked', 'signed_out', 'sessions_ended', 'password_changed', 'account_made',
        'account_disabled', 'account_enabled', 'role_granted', 'role_revoked', 'token_made', 'token_revoked',
        'identity_linked', 'identity_unlinked'
    )
);
