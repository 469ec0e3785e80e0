-- The people of the sites: how they are reached, what they agreed to, who read of them, and whose data were erased.
--
-- The PostgreSQL migration of the same number does the same. Nothing here is public: no snapshot holds any of it, and no
-- public file or backup may.

-- Always empty. A row of `erasure` refers to it as long as the erasure is open, and references are checked when a transaction
-- ends: so none can end while an erasure is open, and history is rewritten within one transaction or not at all.
CREATE TABLE until_commit (
    never INTEGER PRIMARY KEY CONSTRAINT until_commit_stays_empty CHECK (0)
) STRICT;

-- The data of a person that were erased on request: the stub that remains of them.
CREATE TABLE erasure (
    -- Growing without gaps, given by the program under the write lock.
    id INTEGER PRIMARY KEY CONSTRAINT erasure_id_range CHECK (id >= 1),
    -- The site whose history and proposals were searched, or the proposal of a site that never came to be.
    site_id TEXT CONSTRAINT erasure_site_exists REFERENCES site (id),
    proposal_id INTEGER CONSTRAINT erasure_proposal_exists REFERENCES proposal (id),
    -- The contact of the site that was erased; NULL where only texts held the person's data.
    contact_number INTEGER CONSTRAINT erasure_contact_number_range CHECK (contact_number >= 1),
    erased_by TEXT NOT NULL CONSTRAINT erasure_erased_by_not_empty CHECK (erased_by <> ''),
    -- Why, without the person's data.
    because TEXT NOT NULL CONSTRAINT erasure_because_length CHECK (length(because) BETWEEN 1 AND 2000),
    erased_at TEXT NOT NULL CONSTRAINT erasure_erased_at_form CHECK (length(erased_at) = 27 AND erased_at LIKE '%Z'),
    -- How many texts were rewritten.
    texts INTEGER NOT NULL CONSTRAINT erasure_texts_range CHECK (texts >= 0),
    -- 1 while the erasure is open; NULL in every row that was ever committed.
    open_marker INTEGER CONSTRAINT erasure_open_marker CHECK (open_marker = 1)
        CONSTRAINT erasure_ends_with_its_transaction REFERENCES until_commit (never) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT erasure_is_of_a_site_or_a_proposal CHECK ((site_id IS NULL) <> (proposal_id IS NULL)),
    CONSTRAINT erasure_contact_has_site CHECK (contact_number IS NULL OR site_id IS NOT NULL)
) STRICT;

CREATE INDEX erasure_of_site ON erasure (site_id);

CREATE TRIGGER erasure_is_only_closed BEFORE UPDATE ON erasure
WHEN OLD.open_marker IS NULL OR NEW.open_marker IS NOT NULL OR NEW.id <> OLD.id OR NEW.site_id IS NOT OLD.site_id
    OR NEW.proposal_id IS NOT OLD.proposal_id OR NEW.contact_number IS NOT OLD.contact_number
    OR NEW.erased_by <> OLD.erased_by OR NEW.because <> OLD.because OR NEW.erased_at <> OLD.erased_at
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: an erasure is closed once and never changed');
END;

CREATE TRIGGER erasure_refuses_delete BEFORE DELETE ON erasure
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: erasure refuses DELETE');
END;

CREATE TRIGGER erasure_refuses_replace BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: erasure refuses REPLACE');
END;

-- Somebody of a site, as they are reached now. Of one whose data were erased nothing remains but that there was one.
CREATE TABLE contact (
    site_id TEXT NOT NULL CONSTRAINT contact_site_exists REFERENCES site (id),
    -- Within the site, growing without gaps.
    number INTEGER NOT NULL CONSTRAINT contact_number_range CHECK (number BETWEEN 1 AND 999),
    -- Grows by one with every change; who makes one says which version they saw.
    version INTEGER NOT NULL CONSTRAINT contact_version_range CHECK (version >= 1),
    name TEXT CONSTRAINT contact_name_length CHECK (length(name) BETWEEN 1 AND 200),
    -- What they are to the site, in words.
    role TEXT CONSTRAINT contact_role_length CHECK (length(role) BETWEEN 1 AND 200),
    phone TEXT CONSTRAINT contact_phone_length CHECK (length(phone) BETWEEN 1 AND 40),
    email TEXT CONSTRAINT contact_email_length CHECK (length(email) BETWEEN 1 AND 254),
    address TEXT CONSTRAINT contact_address_length CHECK (length(address) BETWEEN 1 AND 500),
    created_at TEXT NOT NULL CONSTRAINT contact_created_at_form CHECK (length(created_at) = 27 AND created_at LIKE '%Z'),
    created_by TEXT NOT NULL CONSTRAINT contact_created_by_not_empty CHECK (created_by <> ''),
    changed_at TEXT NOT NULL CONSTRAINT contact_changed_at_form CHECK (length(changed_at) = 27 AND changed_at LIKE '%Z'),
    changed_by TEXT NOT NULL CONSTRAINT contact_changed_by_not_empty CHECK (changed_by <> ''),
    erasure_id INTEGER CONSTRAINT contact_erasure_exists REFERENCES erasure (id),
    PRIMARY KEY (site_id, number),
    CONSTRAINT contact_has_a_name_until_erased CHECK ((name IS NULL) = (erasure_id IS NOT NULL)),
    CONSTRAINT contact_holds_nothing_once_erased CHECK (
        erasure_id IS NULL OR (role IS NULL AND phone IS NULL AND email IS NULL AND address IS NULL)
    )
) STRICT;

CREATE TRIGGER contact_version_grows_by_one BEFORE UPDATE ON contact
WHEN (
        NEW.version <> OLD.version + 1 OR OLD.erasure_id IS NOT NULL OR NEW.erasure_id IS NOT NULL
        OR NEW.site_id <> OLD.site_id OR NEW.number <> OLD.number OR NEW.created_at <> OLD.created_at
        OR NEW.created_by <> OLD.created_by
    )
    AND NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL AND site_id = OLD.site_id AND NEW.site_id = OLD.site_id)
BEGIN
    SELECT RAISE(ABORT, 'the version of a contact grows by one, and what is erased stays erased');
END;

CREATE TRIGGER contact_is_never_deleted BEFORE DELETE ON contact
BEGIN
    SELECT RAISE(ABORT, 'a contact is never deleted; it is erased, which leaves a stub');
END;

CREATE TRIGGER contact_refuses_replace BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM contact WHERE site_id = NEW.site_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'a contact is never deleted; it is erased, which leaves a stub');
END;

-- Every state a contact was in. Only ever added to; an erasure empties all versions of its contact.
CREATE TABLE contact_version (
    site_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL CONSTRAINT contact_version_version_range CHECK (version >= 1),
    name TEXT,
    role TEXT,
    phone TEXT,
    email TEXT,
    address TEXT,
    changed_at TEXT NOT NULL CONSTRAINT contact_version_changed_at_form CHECK (length(changed_at) = 27 AND changed_at LIKE '%Z'),
    changed_by TEXT NOT NULL CONSTRAINT contact_version_changed_by_not_empty CHECK (changed_by <> ''),
    PRIMARY KEY (site_id, number, version),
    CONSTRAINT contact_version_contact_exists FOREIGN KEY (site_id, number) REFERENCES contact (site_id, number)
) STRICT;

CREATE TRIGGER contact_version_refuses_update BEFORE UPDATE ON contact_version
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL AND site_id = OLD.site_id)
    OR NEW.site_id <> OLD.site_id OR NEW.number <> OLD.number OR NEW.version <> OLD.version
    OR NEW.changed_at <> OLD.changed_at OR NEW.changed_by <> OLD.changed_by
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: contact_version refuses UPDATE');
END;

CREATE TRIGGER contact_version_refuses_delete BEFORE DELETE ON contact_version
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: contact_version refuses DELETE');
END;

CREATE TRIGGER contact_version_refuses_replace BEFORE INSERT ON contact_version
WHEN EXISTS (SELECT 1 FROM contact_version WHERE site_id = NEW.site_id AND number = NEW.number AND version = NEW.version)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: contact_version refuses REPLACE');
END;

-- What somebody agreed to: each purpose by itself, with the day, the evidence, and when it was withdrawn. Only ever added to,
-- but for the withdrawal.
CREATE TABLE consent (
    -- Growing without gaps, given by the program under the write lock.
    id INTEGER PRIMARY KEY CONSTRAINT consent_id_range CHECK (id >= 1),
    site_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    purpose TEXT NOT NULL CONSTRAINT consent_purpose CHECK (purpose IN ('name', 'place', 'phone', 'email', 'address', 'research')),
    -- The day it was given, 2026-05-19.
    given_on TEXT NOT NULL CONSTRAINT consent_given_on_day
        CHECK (date(given_on) = given_on AND given_on BETWEEN '1900-01-01' AND '2100-12-31'),
    -- Where it can be seen: a signed form, a recording, who was there.
    evidence TEXT NOT NULL CONSTRAINT consent_evidence_length CHECK (length(evidence) BETWEEN 1 AND 2000),
    recorded_at TEXT NOT NULL CONSTRAINT consent_recorded_at_form CHECK (length(recorded_at) = 27 AND recorded_at LIKE '%Z'),
    recorded_by TEXT NOT NULL CONSTRAINT consent_recorded_by_not_empty CHECK (recorded_by <> ''),
    withdrawn_at TEXT CONSTRAINT consent_withdrawn_at_form CHECK (length(withdrawn_at) = 27 AND withdrawn_at LIKE '%Z'),
    withdrawn_by TEXT CONSTRAINT consent_withdrawn_by_not_empty CHECK (withdrawn_by <> ''),
    CONSTRAINT consent_contact_exists FOREIGN KEY (site_id, number) REFERENCES contact (site_id, number),
    CONSTRAINT consent_withdrawal_is_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;

-- Somebody has one standing consent for a purpose.
CREATE UNIQUE INDEX consent_stands_once ON consent (site_id, number, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_of_site ON consent (site_id, number);

CREATE TRIGGER consent_is_only_withdrawn BEFORE UPDATE ON consent
WHEN (
        OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.evidence <> OLD.evidence
        OR NEW.id <> OLD.id OR NEW.site_id <> OLD.site_id OR NEW.number <> OLD.number OR NEW.purpose <> OLD.purpose
        OR NEW.given_on <> OLD.given_on OR NEW.recorded_at <> OLD.recorded_at OR NEW.recorded_by <> OLD.recorded_by
    )
    AND (
        NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL AND site_id = OLD.site_id)
        OR NEW.id <> OLD.id OR NEW.site_id <> OLD.site_id OR NEW.number <> OLD.number OR NEW.purpose <> OLD.purpose
        OR NEW.given_on <> OLD.given_on OR NEW.recorded_at <> OLD.recorded_at OR NEW.recorded_by <> OLD.recorded_by
        OR (OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NOT OLD.withdrawn_at OR NEW.withdrawn_by IS NOT OLD.withdrawn_by))
    )
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: a consent is withdrawn once and never changed');
END;

CREATE TRIGGER consent_refuses_delete BEFORE DELETE ON consent
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: consent refuses DELETE');
END;

CREATE TRIGGER consent_refuses_replace BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id)
    OR EXISTS (
        SELECT 1 FROM consent
        WHERE site_id = NEW.site_id AND number = NEW.number AND purpose = NEW.purpose AND withdrawn_at IS NULL
            AND NEW.withdrawn_at IS NULL
    )
BEGIN
    SELECT RAISE(ABORT, 'a consent for this purpose stands already');
END;

-- Who read the values of a contact, when, and in which request. Only ever added to, by the transaction that read them.
CREATE TABLE contact_access (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    actor TEXT NOT NULL CONSTRAINT contact_access_actor_not_empty CHECK (actor <> ''),
    -- The id of the request, as answers and the log have it; or the command.
    request TEXT NOT NULL CONSTRAINT contact_access_request_not_empty CHECK (request <> ''),
    read_at TEXT NOT NULL CONSTRAINT contact_access_read_at_form CHECK (length(read_at) = 27 AND read_at LIKE '%Z'),
    CONSTRAINT contact_access_contact_exists FOREIGN KEY (site_id, number) REFERENCES contact (site_id, number)
) STRICT;

CREATE INDEX contact_access_of_contact ON contact_access (site_id, number, sequence);

CREATE TRIGGER contact_access_refuses_update BEFORE UPDATE ON contact_access
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: contact_access refuses UPDATE');
END;

CREATE TRIGGER contact_access_refuses_delete BEFORE DELETE ON contact_access
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: contact_access refuses DELETE');
END;

CREATE TRIGGER contact_access_refuses_replace BEFORE INSERT ON contact_access
WHEN EXISTS (SELECT 1 FROM contact_access WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: contact_access refuses REPLACE');
END;

-- The append-only tables let their texts be rewritten, and nothing else, by a transaction that has an erasure of their site open.
DROP TRIGGER site_history_refuses_update;

CREATE TRIGGER site_history_refuses_update BEFORE UPDATE ON site_history
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL AND site_id = OLD.site_id)
    OR NEW.sequence <> OLD.sequence OR NEW.revision <> OLD.revision OR NEW.batch_id <> OLD.batch_id
    OR NEW.site_id <> OLD.site_id OR NEW.operation <> OLD.operation OR NEW.author <> OLD.author
    OR NEW.changed_at <> OLD.changed_at
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: site_history refuses UPDATE');
END;

DROP TRIGGER batch_refuses_update;

CREATE TRIGGER batch_refuses_update BEFORE UPDATE ON batch
WHEN NOT EXISTS (
        SELECT 1 FROM erasure INNER JOIN site_history ON site_history.site_id = erasure.site_id
        WHERE erasure.open_marker IS NOT NULL AND site_history.batch_id = OLD.id
    )
    OR NEW.id <> OLD.id OR NEW.revision <> OLD.revision OR NEW.origin <> OLD.origin OR NEW.author <> OLD.author
    OR NEW.file_sha256 IS NOT OLD.file_sha256 OR NEW.recorded_at <> OLD.recorded_at OR NEW.created <> OLD.created
    OR NEW.updated <> OLD.updated OR NEW.closed <> OLD.closed OR NEW.terms <> OLD.terms
    OR NEW.boundaries <> OLD.boundaries OR NEW.reviewer IS NOT OLD.reviewer OR NEW.withdrawn <> OLD.withdrawn
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: batch refuses UPDATE');
END;

DROP TRIGGER proposal_version_grows_by_one;

CREATE TRIGGER proposal_version_grows_by_one BEFORE UPDATE ON proposal
WHEN (
        NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id OR NEW.author <> OLD.author
        OR OLD.state IN ('accepted', 'abandoned')
    )
    AND (
        NOT EXISTS (
            SELECT 1 FROM erasure
            WHERE open_marker IS NOT NULL AND (site_id = OLD.site_id OR proposal_id = OLD.id)
        )
        OR NEW.id <> OLD.id OR NEW.version <> OLD.version OR NEW.site_id IS NOT OLD.site_id OR NEW.state <> OLD.state
        OR NEW.author <> OLD.author OR NEW.created_at <> OLD.created_at OR NEW.changed_at <> OLD.changed_at
        OR NEW.actor <> OLD.actor
    )
BEGIN
    SELECT RAISE(ABORT, 'the version of a proposal grows by one, its author stays, and what is decided stays decided');
END;

DROP TRIGGER proposal_step_refuses_update;

CREATE TRIGGER proposal_step_refuses_update BEFORE UPDATE ON proposal_step
WHEN NOT EXISTS (
        SELECT 1 FROM erasure INNER JOIN proposal
            ON proposal.site_id = erasure.site_id OR proposal.id = erasure.proposal_id
        WHERE erasure.open_marker IS NOT NULL AND proposal.id = OLD.proposal_id
    )
    OR NEW.proposal_id <> OLD.proposal_id OR NEW.version <> OLD.version OR NEW.state <> OLD.state
    OR NEW.actor <> OLD.actor OR NEW.taken_at <> OLD.taken_at
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: proposal_step refuses UPDATE');
END;
