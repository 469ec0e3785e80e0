-- The people of the sites: how they are reached, what they agreed to, who read of them, and whose data were erased.
--
-- The SQLite migration of the same number does the same. Nothing here is public: no snapshot holds any of it, and no
-- public file or backup may.

-- Always empty. A row of `erasure` refers to it as long as the erasure is open, and references are checked when a transaction
-- ends: so none can end while an erasure is open, and history is rewritten within one transaction or not at all.
CREATE TABLE until_commit (
    never bigint PRIMARY KEY CONSTRAINT until_commit_stays_empty CHECK (false)
);

-- The data of a person that were erased on request: the stub that remains of them.
CREATE TABLE erasure (
    -- Growing without gaps, given by the program under the write lock.
    id bigint PRIMARY KEY CONSTRAINT erasure_id_range CHECK (id >= 1),
    -- The site whose history and proposals were searched, or the proposal of a site that never came to be.
    site_id text COLLATE "C" CONSTRAINT erasure_site_exists REFERENCES site (id),
    proposal_id bigint CONSTRAINT erasure_proposal_exists REFERENCES proposal (id),
    -- The contact of the site that was erased; NULL where only texts held the person's data.
    contact_number bigint CONSTRAINT erasure_contact_number_range CHECK (contact_number >= 1),
    erased_by text NOT NULL CONSTRAINT erasure_erased_by_not_empty CHECK (erased_by <> ''),
    -- Why, without the person's data.
    because text NOT NULL CONSTRAINT erasure_because_length CHECK (length(because) BETWEEN 1 AND 2000),
    erased_at timestamptz NOT NULL,
    -- How many texts were rewritten.
    texts bigint NOT NULL CONSTRAINT erasure_texts_range CHECK (texts >= 0),
    -- 1 while the erasure is open; NULL in every row that was ever committed.
    open_marker bigint CONSTRAINT erasure_open_marker CHECK (open_marker = 1)
        CONSTRAINT erasure_ends_with_its_transaction REFERENCES until_commit (never) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT erasure_is_of_a_site_or_a_proposal CHECK ((site_id IS NULL) <> (proposal_id IS NULL)),
    CONSTRAINT erasure_contact_has_site CHECK (contact_number IS NULL OR site_id IS NOT NULL)
);

CREATE INDEX erasure_of_site ON erasure (site_id);

-- Whether this transaction has an erasure of that site, or of that proposal, open. No other transaction ever sees one.
CREATE FUNCTION is_being_erased(of_site text, of_proposal bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL AND (site_id = of_site OR proposal_id = of_proposal))
$$;

CREATE FUNCTION refuse_changing_an_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.open_marker IS NULL OR NEW.open_marker IS NOT NULL
        OR (NEW.id, NEW.site_id, NEW.proposal_id, NEW.contact_number, NEW.erased_by, NEW.because, NEW.erased_at)
        IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.proposal_id, OLD.contact_number, OLD.erased_by, OLD.because, OLD.erased_at)
    THEN
        RAISE EXCEPTION 'history is only added to: an erasure is closed once and never changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER erasure_is_only_closed BEFORE UPDATE ON erasure
FOR EACH ROW EXECUTE FUNCTION refuse_changing_an_erasure();

CREATE TRIGGER erasure_refuses_rewriting BEFORE DELETE OR TRUNCATE ON erasure
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- Somebody of a site, as they are reached now. Of one whose data were erased nothing remains but that there was one.
CREATE TABLE contact (
    site_id text COLLATE "C" NOT NULL CONSTRAINT contact_site_exists REFERENCES site (id),
    -- Within the site, growing without gaps.
    number bigint NOT NULL CONSTRAINT contact_number_range CHECK (number BETWEEN 1 AND 999),
    -- Grows by one with every change; who makes one says which version they saw.
    version bigint NOT NULL CONSTRAINT contact_version_range CHECK (version >= 1),
    name text CONSTRAINT contact_name_length CHECK (length(name) BETWEEN 1 AND 200),
    -- What they are to the site, in words.
    role text CONSTRAINT contact_role_length CHECK (length(role) BETWEEN 1 AND 200),
    phone text CONSTRAINT contact_phone_length CHECK (length(phone) BETWEEN 1 AND 40),
    email text CONSTRAINT contact_email_length CHECK (length(email) BETWEEN 1 AND 254),
    address text CONSTRAINT contact_address_length CHECK (length(address) BETWEEN 1 AND 500),
    created_at timestamptz NOT NULL,
    created_by text NOT NULL CONSTRAINT contact_created_by_not_empty CHECK (created_by <> ''),
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL CONSTRAINT contact_changed_by_not_empty CHECK (changed_by <> ''),
    erasure_id bigint CONSTRAINT contact_erasure_exists REFERENCES erasure (id),
    PRIMARY KEY (site_id, number),
    CONSTRAINT contact_has_a_name_until_erased CHECK ((name IS NULL) = (erasure_id IS NOT NULL)),
    CONSTRAINT contact_holds_nothing_once_erased CHECK (
        erasure_id IS NULL OR (role IS NULL AND phone IS NULL AND email IS NULL AND address IS NULL)
    )
);

CREATE FUNCTION refuse_rewriting_a_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.site_id = OLD.site_id AND is_being_erased(OLD.site_id, NULL) THEN
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 OR OLD.erasure_id IS NOT NULL OR NEW.erasure_id IS NOT NULL
        OR (NEW.site_id, NEW.number, NEW.created_at, NEW.created_by)
        IS DISTINCT FROM (OLD.site_id, OLD.number, OLD.created_at, OLD.created_by)
    THEN
        RAISE EXCEPTION 'the version of a contact grows by one, and what is erased stays erased';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER contact_version_grows_by_one BEFORE UPDATE ON contact
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_a_contact();

CREATE TRIGGER contact_is_never_deleted BEFORE DELETE OR TRUNCATE ON contact
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- Every state a contact was in. Only ever added to; an erasure empties all versions of its contact.
CREATE TABLE contact_version (
    site_id text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT contact_version_version_range CHECK (version >= 1),
    name text,
    role text,
    phone text,
    email text,
    address text,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL CONSTRAINT contact_version_changed_by_not_empty CHECK (changed_by <> ''),
    PRIMARY KEY (site_id, number, version),
    CONSTRAINT contact_version_contact_exists FOREIGN KEY (site_id, number) REFERENCES contact (site_id, number)
);

CREATE FUNCTION refuse_rewriting_contact_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_being_erased(OLD.site_id, NULL)
        OR (NEW.site_id, NEW.number, NEW.version, NEW.changed_at, NEW.changed_by)
        IS DISTINCT FROM (OLD.site_id, OLD.number, OLD.version, OLD.changed_at, OLD.changed_by)
    THEN
        RAISE EXCEPTION 'history is only added to: contact_version refuses UPDATE';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER contact_version_refuses_update BEFORE UPDATE ON contact_version
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_contact_version();

CREATE TRIGGER contact_version_refuses_rewriting BEFORE DELETE OR TRUNCATE ON contact_version
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- What somebody agreed to: each purpose by itself, with the day, the evidence, and when it was withdrawn. Only ever added to,
-- but for the withdrawal.
CREATE TABLE consent (
    -- Growing without gaps, given by the program under the write lock.
    id bigint PRIMARY KEY CONSTRAINT consent_id_range CHECK (id >= 1),
    site_id text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    purpose text COLLATE "C" NOT NULL
        CONSTRAINT consent_purpose CHECK (purpose IN ('name', 'place', 'phone', 'email', 'address', 'research')),
    -- The day it was given.
    given_on date NOT NULL CONSTRAINT consent_given_on_day CHECK (given_on BETWEEN '1900-01-01' AND '2100-12-31'),
    -- Where it can be seen: a signed form, a recording, who was there.
    evidence text NOT NULL CONSTRAINT consent_evidence_length CHECK (length(evidence) BETWEEN 1 AND 2000),
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CONSTRAINT consent_recorded_by_not_empty CHECK (recorded_by <> ''),
    withdrawn_at timestamptz,
    withdrawn_by text CONSTRAINT consent_withdrawn_by_not_empty CHECK (withdrawn_by <> ''),
    CONSTRAINT consent_contact_exists FOREIGN KEY (site_id, number) REFERENCES contact (site_id, number),
    CONSTRAINT consent_withdrawal_is_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);

-- Somebody has one standing consent for a purpose.
CREATE UNIQUE INDEX consent_stands_once ON consent (site_id, number, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_of_site ON consent (site_id, number);

CREATE FUNCTION refuse_rewriting_a_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.site_id, NEW.number, NEW.purpose, NEW.given_on, NEW.recorded_at, NEW.recorded_by)
        IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.number, OLD.purpose, OLD.given_on, OLD.recorded_at, OLD.recorded_by)
        OR (
            OLD.withdrawn_at IS NOT NULL
            AND (NEW.withdrawn_at, NEW.withdrawn_by) IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by)
        )
        OR (
            NOT is_being_erased(OLD.site_id, NULL)
            AND (OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.evidence <> OLD.evidence)
        )
    THEN
        RAISE EXCEPTION 'history is only added to: a consent is withdrawn once and never changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER consent_is_only_withdrawn BEFORE UPDATE ON consent
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_a_consent();

CREATE TRIGGER consent_refuses_rewriting BEFORE DELETE OR TRUNCATE ON consent
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- Who read the values of a contact, when, and in which request. Only ever added to, by the transaction that read them.
CREATE TABLE contact_access (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    actor text NOT NULL CONSTRAINT contact_access_actor_not_empty CHECK (actor <> ''),
    -- The id of the request, as answers and the log have it; or the command.
    request text NOT NULL CONSTRAINT contact_access_request_not_empty CHECK (request <> ''),
    read_at timestamptz NOT NULL,
    CONSTRAINT contact_access_contact_exists FOREIGN KEY (site_id, number) REFERENCES contact (site_id, number)
);

CREATE INDEX contact_access_of_contact ON contact_access (site_id, number, sequence);

CREATE TRIGGER contact_access_refuses_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_access
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- The append-only tables let their texts be rewritten, and nothing else, by a transaction that has an erasure of their site open.
CREATE FUNCTION refuse_rewriting_an_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_being_erased(OLD.site_id, NULL)
        OR (NEW.sequence, NEW.revision, NEW.batch_id, NEW.site_id, NEW.operation, NEW.author, NEW.changed_at)
        IS DISTINCT FROM (OLD.sequence, OLD.revision, OLD.batch_id, OLD.site_id, OLD.operation, OLD.author, OLD.changed_at)
    THEN
        RAISE EXCEPTION 'history is only added to: site_history refuses UPDATE';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER site_history_refuses_rewriting ON site_history;

CREATE TRIGGER site_history_refuses_update BEFORE UPDATE ON site_history
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_an_entry();

CREATE TRIGGER site_history_refuses_rewriting BEFORE DELETE OR TRUNCATE ON site_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

CREATE FUNCTION refuse_rewriting_a_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM site_history WHERE batch_id = OLD.id AND is_being_erased(site_id, NULL))
        OR (
            NEW.id, NEW.revision, NEW.origin, NEW.author, NEW.file_sha256, NEW.recorded_at, NEW.created, NEW.updated, NEW.closed,
            NEW.terms, NEW.boundaries, NEW.reviewer, NEW.withdrawn
        ) IS DISTINCT FROM (
            OLD.id, OLD.revision, OLD.origin, OLD.author, OLD.file_sha256, OLD.recorded_at, OLD.created, OLD.updated, OLD.closed,
            OLD.terms, OLD.boundaries, OLD.reviewer, OLD.withdrawn
        )
    THEN
        RAISE EXCEPTION 'history is only added to: batch refuses UPDATE';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER batch_refuses_rewriting ON batch;

CREATE TRIGGER batch_refuses_update BEFORE UPDATE ON batch
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_a_batch();

CREATE TRIGGER batch_refuses_rewriting BEFORE DELETE OR TRUNCATE ON batch
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

CREATE OR REPLACE FUNCTION refuse_rewriting_a_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_being_erased(OLD.site_id, OLD.id)
        AND (NEW.id, NEW.version, NEW.site_id, NEW.state, NEW.author, NEW.created_at, NEW.changed_at, NEW.actor)
        IS NOT DISTINCT FROM (OLD.id, OLD.version, OLD.site_id, OLD.state, OLD.author, OLD.created_at, OLD.changed_at, OLD.actor)
    THEN
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id OR NEW.author <> OLD.author OR OLD.state IN ('accepted', 'abandoned') THEN
        RAISE EXCEPTION 'the version of a proposal grows by one, its author stays, and what is decided stays decided';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION refuse_rewriting_a_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM proposal WHERE id = OLD.proposal_id AND is_being_erased(site_id, id))
        OR (NEW.proposal_id, NEW.version, NEW.state, NEW.actor, NEW.taken_at)
        IS DISTINCT FROM (OLD.proposal_id, OLD.version, OLD.state, OLD.actor, OLD.taken_at)
    THEN
        RAISE EXCEPTION 'history is only added to: proposal_step refuses UPDATE';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER proposal_step_refuses_rewriting ON proposal_step;

CREATE TRIGGER proposal_step_refuses_update BEFORE UPDATE ON proposal_step
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_a_step();

CREATE TRIGGER proposal_step_refuses_rewriting BEFORE DELETE OR TRUNCATE ON proposal_step
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
