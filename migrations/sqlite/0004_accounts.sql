-- Accounts, their roles, sessions and tokens, and the log of what happened to them.
--
-- The PostgreSQL migration of the same number makes the same tables. Nothing here belongs to the inventory: no revision
-- moves, no snapshot holds any of it, and no public file or backup may.

-- Somebody who can sign in.
CREATE TABLE account (
    id TEXT PRIMARY KEY NOT NULL CONSTRAINT account_id_is_uuid CHECK (length(id) = 36),
    -- In lower case, so that it is unique without case.
    username TEXT NOT NULL CONSTRAINT account_username_unique UNIQUE CONSTRAINT account_username_form CHECK (
        length(username) BETWEEN 3 AND 64 AND username NOT GLOB '*[^a-z0-9._@-]*'
    ),
    display_name TEXT NOT NULL CONSTRAINT account_display_name_length CHECK (length(display_name) BETWEEN 1 AND 120),
    -- An Argon2id hash with its salt and parameters (PHC string); NULL where the account signs in by single sign-on only.
    password_hash TEXT CONSTRAINT account_password_hash_form CHECK (password_hash LIKE '$argon2id$%'),
    created_at TEXT NOT NULL CONSTRAINT account_created_at_form CHECK (length(created_at) = 27 AND created_at LIKE '%Z'),
    disabled_at TEXT CONSTRAINT account_disabled_at_form CHECK (length(disabled_at) = 27 AND disabled_at LIKE '%Z'),
    -- Failed sign-ins since the last good one, and until when no other is tried.
    failed_sign_ins INTEGER NOT NULL DEFAULT 0 CONSTRAINT account_failed_sign_ins_range CHECK (failed_sign_ins >= 0),
    locked_until TEXT CONSTRAINT account_locked_until_form CHECK (length(locked_until) = 27 AND locked_until LIKE '%Z'),
    password_changed_at TEXT CONSTRAINT account_password_changed_at_form CHECK (
        length(password_changed_at) = 27 AND password_changed_at LIKE '%Z'
    )
) STRICT;

-- A role that an account holds, in a region or in the whole country.
CREATE TABLE account_grant (
    account_id TEXT NOT NULL CONSTRAINT account_grant_account_exists REFERENCES account (id),
    role TEXT NOT NULL CONSTRAINT account_grant_role CHECK (
        role IN ('viewer', 'extension_worker', 'officer', 'reviewer', 'administrator')
    ),
    -- A unit, current or former; NULL for the whole country.
    region_id TEXT CONSTRAINT account_grant_region_id_form CHECK (
        region_id GLOB '[0-9][0-9]' OR region_id GLOB '[0-9][0-9][0-9][0-9][0-9]' OR region_id GLOB '2024-[0-9][0-9]'
        OR region_id GLOB '2024-[0-9][0-9][0-9]' OR region_id GLOB '2024-[0-9][0-9][0-9][0-9][0-9]'
    ),
    CONSTRAINT account_grant_administrator_is_everywhere CHECK (role <> 'administrator' OR region_id IS NULL)
) STRICT;

-- Each grant once; NULL would differ from NULL.
CREATE UNIQUE INDEX account_grant_once ON account_grant (account_id, role, coalesce(region_id, ''));

-- Somebody signed in on some device.
CREATE TABLE session (
    -- SHA-256 of the token in the cookie: who reads this table cannot act with it.
    token_sha256 BLOB PRIMARY KEY NOT NULL CONSTRAINT session_token_sha256_length CHECK (length(token_sha256) = 32),
    -- By which the session is named to its holder.
    id TEXT NOT NULL CONSTRAINT session_id_unique UNIQUE CONSTRAINT session_id_is_uuid CHECK (length(id) = 36),
    account_id TEXT NOT NULL CONSTRAINT session_account_exists REFERENCES account (id),
    created_at TEXT NOT NULL CONSTRAINT session_created_at_form CHECK (length(created_at) = 27 AND created_at LIKE '%Z'),
    last_seen_at TEXT NOT NULL CONSTRAINT session_last_seen_at_form CHECK (length(last_seen_at) = 27 AND last_seen_at LIKE '%Z'),
    -- Moves with last_seen_at; the other one never moves.
    idle_expires_at TEXT NOT NULL CONSTRAINT session_idle_expires_at_form CHECK (
        length(idle_expires_at) = 27 AND idle_expires_at LIKE '%Z'
    ),
    expires_at TEXT NOT NULL CONSTRAINT session_expires_at_form CHECK (length(expires_at) = 27 AND expires_at LIKE '%Z'),
    -- The browser as it names itself, and the address it came from.
    client TEXT NOT NULL CONSTRAINT session_client_length CHECK (length(client) <= 300)
) STRICT;

CREATE INDEX session_of_account ON session (account_id);

-- What a program signs in with, for its account.
CREATE TABLE api_token (
    id TEXT PRIMARY KEY NOT NULL CONSTRAINT api_token_id_is_uuid CHECK (length(id) = 36),
    token_sha256 BLOB NOT NULL CONSTRAINT api_token_unique UNIQUE CONSTRAINT api_token_sha256_length CHECK (length(token_sha256) = 32),
    account_id TEXT NOT NULL CONSTRAINT api_token_account_exists REFERENCES account (id),
    name TEXT NOT NULL CONSTRAINT api_token_name_length CHECK (length(name) BETWEEN 1 AND 120),
    scope TEXT NOT NULL CONSTRAINT api_token_scope CHECK (scope IN ('read', 'edit')),
    created_at TEXT NOT NULL CONSTRAINT api_token_created_at_form CHECK (length(created_at) = 27 AND created_at LIKE '%Z'),
    expires_at TEXT NOT NULL CONSTRAINT api_token_expires_at_form CHECK (length(expires_at) = 27 AND expires_at LIKE '%Z'),
    last_used_at TEXT CONSTRAINT api_token_last_used_at_form CHECK (length(last_used_at) = 27 AND last_used_at LIKE '%Z'),
    revoked_at TEXT CONSTRAINT api_token_revoked_at_form CHECK (length(revoked_at) = 27 AND revoked_at LIKE '%Z')
) STRICT;

CREATE INDEX api_token_of_account ON api_token (account_id);

-- What happened to accounts and sessions. Only ever added to, like the history of the inventory, and for the same reason.
CREATE TABLE security_event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CONSTRAINT security_event_kind CHECK (
        kind IN (
            'signed_in', 'sign_in_failed', 'account_locked', 'signed_out', 'sessions_ended', 'password_changed', 'account_made',
            'account_disabled', 'account_enabled', 'role_granted', 'role_revoked', 'token_made', 'token_revoked'
        )
    ),
    -- NULL where the name that was typed belongs to nobody. No reference: the log remains whatever becomes of the account.
    account_id TEXT CONSTRAINT security_event_account_id_is_uuid CHECK (length(account_id) = 36),
    actor TEXT,
    client TEXT,
    detail TEXT,
    occurred_at TEXT NOT NULL CONSTRAINT security_event_occurred_at_form CHECK (length(occurred_at) = 27 AND occurred_at LIKE '%Z')
) STRICT;

CREATE INDEX security_event_of_account ON security_event (account_id, sequence);

CREATE TRIGGER security_event_refuses_update BEFORE UPDATE ON security_event
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: security_event refuses UPDATE');
END;

CREATE TRIGGER security_event_refuses_delete BEFORE DELETE ON security_event
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: security_event refuses DELETE');
END;

CREATE TRIGGER security_event_refuses_replace BEFORE INSERT ON security_event
WHEN EXISTS (SELECT 1 FROM security_event WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: security_event refuses REPLACE');
END;
