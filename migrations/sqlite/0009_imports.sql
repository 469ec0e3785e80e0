-- Files that offices bring: each kept as it came, with what people said of it, what it wrote, and what was taken back.
--
-- The PostgreSQL migration of the same number does the same. None of it is public.

-- A file under its hash, once however often it comes. What was given up or forgotten keeps its row and has no pieces.
CREATE TABLE import_file (
    sha256 TEXT PRIMARY KEY NOT NULL
        CONSTRAINT import_file_sha256_form CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    bytes INTEGER NOT NULL CONSTRAINT import_file_bytes_range CHECK (bytes >= 1),
    -- How many pieces are kept; 0 once the file is gone.
    pieces INTEGER NOT NULL CONSTRAINT import_file_pieces_range CHECK (pieces >= 0)
) STRICT;

CREATE TRIGGER import_file_stays_the_same BEFORE UPDATE ON import_file
WHEN NEW.sha256 <> OLD.sha256 OR NEW.bytes <> OLD.bytes
BEGIN
    SELECT RAISE(ABORT, 'a file is kept under its hash and never changed');
END;

CREATE TRIGGER import_file_is_never_deleted BEFORE DELETE ON import_file
BEGIN
    SELECT RAISE(ABORT, 'of a file its hash stays; only its pieces are deleted');
END;

-- The bytes of the files in order. They are deleted where nobody needs them any more, and never changed.
CREATE TABLE import_file_piece (
    sha256 TEXT NOT NULL CONSTRAINT import_file_piece_file_exists REFERENCES import_file (sha256),
    number INTEGER NOT NULL CONSTRAINT import_file_piece_number_range CHECK (number >= 1),
    piece BLOB NOT NULL CONSTRAINT import_file_piece_length CHECK (length(piece) BETWEEN 1 AND 1048576),
    PRIMARY KEY (sha256, number)
) STRICT;

CREATE TRIGGER import_file_piece_refuses_update BEFORE UPDATE ON import_file_piece
BEGIN
    SELECT RAISE(ABORT, 'a file is kept under its hash and never changed');
END;

-- A file somebody brought, as far as it has come.
CREATE TABLE import (
    -- Growing without gaps, given by the program under the write lock.
    id INTEGER PRIMARY KEY CONSTRAINT import_id_range CHECK (id >= 1),
    -- Grows by one with every step; who takes one says which version they saw.
    version INTEGER NOT NULL CONSTRAINT import_version_range CHECK (version >= 1),
    state TEXT NOT NULL CONSTRAINT import_state CHECK (state IN ('open', 'committed', 'undone', 'discarded')),
    author TEXT NOT NULL CONSTRAINT import_author_not_empty CHECK (author <> ''),
    file_name TEXT NOT NULL CONSTRAINT import_file_name_length CHECK (length(file_name) BETWEEN 1 AND 2000),
    file_sha256 TEXT NOT NULL CONSTRAINT import_file_exists REFERENCES import_file (sha256),
    -- Whose wordings are remembered: a unit; NULL for the whole country.
    office TEXT CONSTRAINT import_office_form CHECK (
        office GLOB '[0-9][0-9]' OR office GLOB '[0-9][0-9][0-9][0-9][0-9]' OR office GLOB '2024-[0-9][0-9]'
        OR office GLOB '2024-[0-9][0-9][0-9]' OR office GLOB '2024-[0-9][0-9][0-9][0-9][0-9]'
    ),
    -- Names of colleagues who may see and change it too.
    shared_with TEXT NOT NULL CONSTRAINT import_shared_with_array CHECK (json_type(shared_with) = 'array'),
    -- What people said of the file, and what the rehearsal that was committed found.
    settings TEXT NOT NULL CONSTRAINT import_settings_object CHECK (json_type(settings) = 'object'),
    report TEXT CONSTRAINT import_report_object CHECK (json_type(report) = 'object'),
    reach TEXT CONSTRAINT import_reach CHECK (reach IN ('draft', 'in_review', 'published')),
    -- Why, in the author's words.
    reason TEXT CONSTRAINT import_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
    created_at TEXT NOT NULL CONSTRAINT import_created_at_form CHECK (length(created_at) = 27 AND created_at LIKE '%Z'),
    -- The last step: when and who.
    changed_at TEXT NOT NULL CONSTRAINT import_changed_at_form CHECK (length(changed_at) = 27 AND changed_at LIKE '%Z'),
    actor TEXT NOT NULL CONSTRAINT import_actor_not_empty CHECK (actor <> ''),
    CONSTRAINT import_committed_has_reach CHECK ((reach IS NOT NULL) = (state IN ('committed', 'undone')))
) STRICT;

CREATE INDEX import_of_file ON import (file_sha256);

-- The texts may be rewritten, and nothing else, by a transaction that has an erasure open.
CREATE TRIGGER import_version_grows_by_one BEFORE UPDATE ON import
WHEN (
        NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id OR NEW.author <> OLD.author OR NEW.file_sha256 <> OLD.file_sha256
        OR NEW.office IS NOT OLD.office OR NEW.created_at <> OLD.created_at OR OLD.state = 'discarded'
        OR (OLD.state = 'committed' AND NEW.state NOT IN ('committed', 'undone'))
        OR (OLD.state = 'undone' AND NEW.state <> 'undone')
        OR (OLD.state = 'open' AND NEW.state = 'undone')
    )
    AND (
        NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL)
        OR NEW.id <> OLD.id OR NEW.version <> OLD.version OR NEW.state <> OLD.state OR NEW.author <> OLD.author
        OR NEW.file_sha256 <> OLD.file_sha256 OR NEW.office IS NOT OLD.office OR NEW.shared_with <> OLD.shared_with
        OR NEW.reach IS NOT OLD.reach OR NEW.created_at <> OLD.created_at OR NEW.changed_at <> OLD.changed_at
        OR NEW.actor <> OLD.actor
    )
BEGIN
    SELECT RAISE(ABORT, 'the version of an import grows by one, its author stays, and what is decided stays decided');
END;

CREATE TRIGGER import_is_never_deleted BEFORE DELETE ON import
BEGIN
    SELECT RAISE(ABORT, 'an import is never deleted');
END;

CREATE TRIGGER import_refuses_replace BEFORE INSERT ON import
WHEN EXISTS (SELECT 1 FROM import WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'an import is never deleted');
END;

-- Every step of every import. Only ever added to.
CREATE TABLE import_step (
    import_id INTEGER NOT NULL CONSTRAINT import_step_import_exists REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL CONSTRAINT import_step_version_range CHECK (version >= 1),
    state TEXT NOT NULL CONSTRAINT import_step_state CHECK (state IN ('open', 'committed', 'undone', 'discarded')),
    actor TEXT NOT NULL CONSTRAINT import_step_actor_not_empty CHECK (actor <> ''),
    taken_at TEXT NOT NULL CONSTRAINT import_step_taken_at_form CHECK (length(taken_at) = 27 AND taken_at LIKE '%Z'),
    comment TEXT CONSTRAINT import_step_comment_length CHECK (length(comment) BETWEEN 1 AND 2000),
    PRIMARY KEY (import_id, version)
) STRICT;

CREATE TRIGGER import_step_refuses_update BEFORE UPDATE ON import_step
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL)
    OR NEW.import_id <> OLD.import_id OR NEW.version <> OLD.version OR NEW.state <> OLD.state
    OR NEW.actor <> OLD.actor OR NEW.taken_at <> OLD.taken_at
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: import_step refuses UPDATE');
END;

CREATE TRIGGER import_step_refuses_delete BEFORE DELETE ON import_step
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: import_step refuses DELETE');
END;

CREATE TRIGGER import_step_refuses_replace BEFORE INSERT ON import_step
WHEN EXISTS (SELECT 1 FROM import_step WHERE import_id = NEW.import_id AND version = NEW.version)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: import_step refuses REPLACE');
END;

-- What an office said of columns, wordings and units of its last files.
CREATE TABLE office_wording (
    -- The unit, or `vn` for the whole country.
    office TEXT PRIMARY KEY NOT NULL CONSTRAINT office_wording_office_length CHECK (length(office) BETWEEN 1 AND 20),
    wordings TEXT NOT NULL CONSTRAINT office_wording_wordings_object CHECK (json_type(wordings) = 'object'),
    changed_at TEXT NOT NULL CONSTRAINT office_wording_changed_at_form CHECK (length(changed_at) = 27 AND changed_at LIKE '%Z'),
    actor TEXT NOT NULL CONSTRAINT office_wording_actor_not_empty CHECK (actor <> '')
) STRICT;

-- The import that a commit, or a proposal, is of.
ALTER TABLE batch ADD COLUMN import_id INTEGER CONSTRAINT batch_import_exists REFERENCES import (id);
ALTER TABLE proposal ADD COLUMN import_id INTEGER CONSTRAINT proposal_import_exists REFERENCES import (id);

CREATE INDEX batch_of_import ON batch (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX proposal_of_import ON proposal (import_id) WHERE import_id IS NOT NULL;

-- SQLite has no statement that changes a CHECK, see 0003_boundaries.sql; the rows are not touched.
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(
    sql, 'IN (''seed'', ''import'', ''edit'', ''boundaries'')', 'IN (''seed'', ''import'', ''edit'', ''boundaries'', ''undo'')'
)
WHERE type = 'table' AND name = 'batch';

PRAGMA writable_schema = RESET;

-- Whose import a batch is, is not rewritten either.
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
    OR NEW.import_id IS NOT OLD.import_id
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: batch refuses UPDATE');
END;

CREATE TRIGGER proposal_keeps_its_import BEFORE UPDATE ON proposal
WHEN NEW.import_id IS NOT OLD.import_id AND NEW.version = OLD.version
BEGIN
    SELECT RAISE(ABORT, 'a proposal becomes one of an import by a step only');
END;
