-- The history of the inventory: one row per commit, and per commit one row for every site it changed.
--
-- History is only ever added to. From it a batch can be undone, any past day can be rebuilt, and a reader learns what
-- changed since the revision it knows. That is worth something only if nobody can rewrite it, so triggers refuse
-- UPDATE and DELETE for everybody, the program included. The PostgreSQL migration of the same number does the same.

-- What one commit was recorded under.
CREATE TABLE batch (
    -- Growing without gaps, given by the program under the write lock.
    id INTEGER PRIMARY KEY CONSTRAINT batch_id_range CHECK (id >= 1),
    -- The revision the commit made. One commit makes one revision and one batch.
    revision INTEGER NOT NULL CONSTRAINT batch_revision_unique UNIQUE CONSTRAINT batch_revision_range CHECK (revision >= 1),
    origin TEXT NOT NULL CONSTRAINT batch_origin CHECK (origin IN ('seed', 'import', 'edit')),
    -- A user's name, or the program's.
    author TEXT NOT NULL CONSTRAINT batch_author_not_empty CHECK (author <> ''),
    -- The imported file: its name for people, its SHA-256 to recognise the same file again.
    file_name TEXT CONSTRAINT batch_file_name_not_empty CHECK (file_name <> ''),
    file_sha256 TEXT CONSTRAINT batch_file_sha256_form CHECK (length(file_sha256) = 64 AND file_sha256 NOT GLOB '*[^0-9a-f]*'),
    recorded_at TEXT NOT NULL CONSTRAINT batch_recorded_at_form CHECK (length(recorded_at) = 27 AND recorded_at LIKE '%Z'),
    -- How many sites and vocabulary terms it touched, so that a list of batches need not count the history.
    created INTEGER NOT NULL CONSTRAINT batch_created_range CHECK (created >= 0),
    updated INTEGER NOT NULL CONSTRAINT batch_updated_range CHECK (updated >= 0),
    closed INTEGER NOT NULL CONSTRAINT batch_closed_range CHECK (closed >= 0),
    terms INTEGER NOT NULL CONSTRAINT batch_terms_range CHECK (terms >= 0),
    -- A commit that changes nothing is not recorded.
    CONSTRAINT batch_is_not_empty CHECK (created + updated + closed + terms > 0)
) STRICT;

-- What happened to a site in one commit. Who and when are repeated from the batch: an entry must be whole by itself when
-- it is copied into a report.
CREATE TABLE site_history (
    -- Place in the history, growing without gaps, given by the program under the write lock.
    sequence INTEGER PRIMARY KEY CONSTRAINT site_history_sequence_range CHECK (sequence >= 1),
    revision INTEGER NOT NULL,
    batch_id INTEGER NOT NULL CONSTRAINT site_history_batch_exists REFERENCES batch (id),
    -- No reference to `site`: what happened to a site remains known should it ever be deleted by hand.
    site_id TEXT NOT NULL CONSTRAINT site_history_site_id_form CHECK (site_id GLOB '[mce]-[0-9][0-9][0-9][0-9][0-9]*'),
    operation TEXT NOT NULL CONSTRAINT site_history_operation CHECK (operation IN ('create', 'update', 'close')),
    author TEXT NOT NULL,
    changed_at TEXT NOT NULL CONSTRAINT site_history_changed_at_form CHECK (length(changed_at) = 27 AND changed_at LIKE '%Z'),
    -- All facts of the site as JSON, before (NULL for a new site) and after. Whole states, not differences: any entry can
    -- be read by itself, and a mistake in one cannot spoil the others.
    facts_before TEXT CONSTRAINT site_history_before_object CHECK (json_type(facts_before) = 'object'),
    facts_after TEXT NOT NULL CONSTRAINT site_history_after_object CHECK (json_type(facts_after) = 'object'),
    CONSTRAINT site_history_only_new_sites_have_no_before CHECK ((operation = 'create') = (facts_before IS NULL))
) STRICT;

-- The history of one site, oldest first.
CREATE INDEX site_history_site ON site_history (site_id, sequence);
-- What changed since a revision, in order.
CREATE INDEX site_history_revision ON site_history (revision, sequence);

CREATE TRIGGER batch_refuses_update BEFORE UPDATE ON batch
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: batch refuses UPDATE');
END;

CREATE TRIGGER batch_refuses_delete BEFORE DELETE ON batch
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: batch refuses DELETE');
END;

-- INSERT OR REPLACE deletes the old row without firing a DELETE trigger, so a known key is refused before that. (The
-- revision is unique too, and could bring the replacement in by its own door.)
CREATE TRIGGER batch_refuses_replace BEFORE INSERT ON batch
WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id OR revision = NEW.revision)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: batch refuses REPLACE');
END;

CREATE TRIGGER site_history_refuses_update BEFORE UPDATE ON site_history
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: site_history refuses UPDATE');
END;

CREATE TRIGGER site_history_refuses_delete BEFORE DELETE ON site_history
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: site_history refuses DELETE');
END;

CREATE TRIGGER site_history_refuses_replace BEFORE INSERT ON site_history
WHEN EXISTS (SELECT 1 FROM site_history WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: site_history refuses REPLACE');
END;
