-- Accounts, their roles, sessions and tokens, and the log of what happened to them.
--
-- The SQLite migration of the same number makes the same tables. Nothing here belongs to the inventory: no revision
-- moves, no snapshot holds any of it, and no public file or backup may.

-- Somebody who can sign in.
CREATE TABLE account (
    id text COLLATE "C" PRIMARY KEY CONSTRAINT account_id_is_uuid CHECK (length(id) = 36),
    -- In lower case, so that it is unique without case.
    username text COLLATE "C" NOT NULL CONSTRAINT account_username_unique UNIQUE
        CONSTRAINT account_username_form CHECK (username ~ '^[a-z0-9._@-]{3,64}$'),
    display_name text NOT NULL CONSTRAINT account_display_name_length CHECK (length(display_name) BETWEEN 1 AND 120),
    -- An Argon2id hash with its salt and parameters (PHC string); NULL where the account signs in by single sign-on only.
    password_hash text COLLATE "C" CONSTRAINT account_password_hash_form CHECK (password_hash LIKE '$argon2id$%'),
    created_at timestamptz NOT NULL,
    disabled_at timestamptz,
    -- Failed sign-ins since the last good one, and until when no other is tried.
    failed_sign_ins bigint NOT NULL DEFAULT 0 CONSTRAINT account_failed_sign_ins_range CHECK (failed_sign_ins >= 0),
    locked_until timestamptz,
    password_changed_at timestamptz
);

-- A role that an account holds, in a region or in the whole country.
CREATE TABLE account_grant (
    account_id text COLLATE "C" NOT NULL CONSTRAINT account_grant_account_exists REFERENCES account (id),
    role text COLLATE "C" NOT NULL
        CONSTRAINT account_grant_role CHECK (role IN ('viewer', 'extension_worker', 'officer', 'reviewer', 'administrator')),
    -- A unit, current or former; NULL for the whole country.
    region_id text COLLATE "C"
        CONSTRAINT account_grant_region_id_form CHECK (region_id ~ '^([0-9]{2}|[0-9]{5}|2024-[0-9]{2}|2024-[0-9]{3}|2024-[0-9]{5})$'),
    CONSTRAINT account_grant_administrator_is_everywhere CHECK (role <> 'administrator' OR region_id IS NULL)
);

-- Each grant once; NULL would differ from NULL.
CREATE UNIQUE INDEX account_grant_once ON account_grant (account_id, role, coalesce(region_id, ''));

-- Somebody signed in on some device.
CREATE TABLE session (
    -- SHA-256 of the token in the cookie: who reads this table cannot act with it.
    token_sha256 bytea PRIMARY KEY CONSTRAINT session_token_sha256_length CHECK (octet_length(token_sha256) = 32),
    -- By which the session is named to its holder.
    id text COLLATE "C" NOT NULL CONSTRAINT session_id_unique UNIQUE CONSTRAINT session_id_is_uuid CHECK (length(id) = 36),
    account_id text COLLATE "C" NOT NULL CONSTRAINT session_account_exists REFERENCES account (id),
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    -- Moves with last_seen_at; the other one never moves.
    idle_expires_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- The browser as it names itself, and the address it came from.
    client text NOT NULL CONSTRAINT session_client_length CHECK (length(client) <= 300)
);

CREATE INDEX session_of_account ON session (account_id);

-- What a program signs in with, for its account.
CREATE TABLE api_token (
    id text COLLATE "C" PRIMARY KEY CONSTRAINT api_token_id_is_uuid CHECK (length(id) = 36),
    token_sha256 bytea NOT NULL CONSTRAINT api_token_unique UNIQUE
        CONSTRAINT api_token_sha256_length CHECK (octet_length(token_sha256) = 32),
    account_id text COLLATE "C" NOT NULL CONSTRAINT api_token_account_exists REFERENCES account (id),
    name text NOT NULL CONSTRAINT api_token_name_length CHECK (length(name) BETWEEN 1 AND 120),
    scope text COLLATE "C" NOT NULL CONSTRAINT api_token_scope CHECK (scope IN ('read', 'edit')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz
);

CREATE INDEX api_token_of_account ON api_token (account_id);

-- What happened to accounts and sessions. Only ever added to, like the history of the inventory, and for the same reason.
CREATE TABLE security_event (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CONSTRAINT security_event_kind CHECK (
        kind IN (
            'signed_in', 'sign_in_failed', 'account_locked', 'signed_out', 'sessions_ended', 'password_changed', 'account_made',
            'account_disabled', 'account_enabled', 'role_granted', 'role_revoked', 'token_made', 'token_revoked'
        )
    ),
    -- NULL where the name that was typed belongs to nobody. No reference: the log remains whatever becomes of the account.
    account_id text COLLATE "C" CONSTRAINT security_event_account_id_is_uuid CHECK (length(account_id) = 36),
    actor text,
    client text,
    detail text,
    occurred_at timestamptz NOT NULL
);

CREATE INDEX security_event_of_account ON security_event (account_id, sequence);

CREATE TRIGGER security_event_refuses_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON security_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
