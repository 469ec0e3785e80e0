-- Files that offices bring: each kept as it came, with what people said of it, what it wrote, and what was taken back.
--
-- The SQLite migration of the same number does the same. None of it is public.

-- A file under its hash, once however often it comes. What was given up or forgotten keeps its row and has no pieces.
CREATE TABLE import_file (
    sha256 text COLLATE "C" PRIMARY KEY CONSTRAINT import_file_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bigint NOT NULL CONSTRAINT import_file_bytes_range CHECK (bytes >= 1),
    -- How many pieces are kept; 0 once the file is gone.
    pieces bigint NOT NULL CONSTRAINT import_file_pieces_range CHECK (pieces >= 0)
);

CREATE FUNCTION refuse_changing_a_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.sha256, NEW.bytes) IS DISTINCT FROM (OLD.sha256, OLD.bytes) THEN
        RAISE EXCEPTION 'a file is kept under its hash and never changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER import_file_stays_the_same BEFORE UPDATE ON import_file
FOR EACH ROW EXECUTE FUNCTION refuse_changing_a_file();

CREATE TRIGGER import_file_is_never_deleted BEFORE DELETE OR TRUNCATE ON import_file
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- The bytes of the files in order. They are deleted where nobody needs them any more, and never changed.
CREATE TABLE import_file_piece (
    sha256 text COLLATE "C" NOT NULL CONSTRAINT import_file_piece_file_exists REFERENCES import_file (sha256),
    number bigint NOT NULL CONSTRAINT import_file_piece_number_range CHECK (number >= 1),
    piece bytea NOT NULL CONSTRAINT import_file_piece_length CHECK (octet_length(piece) BETWEEN 1 AND 1048576),
    PRIMARY KEY (sha256, number)
);

-- Most of these files are packed already.
ALTER TABLE import_file_piece ALTER COLUMN piece SET STORAGE EXTERNAL;

CREATE TRIGGER import_file_piece_refuses_update BEFORE UPDATE OR TRUNCATE ON import_file_piece
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- A file somebody brought, as far as it has come.
CREATE TABLE import (
    -- Growing without gaps, given by the program under the write lock.
    id bigint PRIMARY KEY CONSTRAINT import_id_range CHECK (id >= 1),
    -- Grows by one with every step; who takes one says which version they saw.
    version bigint NOT NULL CONSTRAINT import_version_range CHECK (version >= 1),
    state text COLLATE "C" NOT NULL CONSTRAINT import_state CHECK (state IN ('open', 'committed', 'undone', 'discarded')),
    author text NOT NULL CONSTRAINT import_author_not_empty CHECK (author <> ''),
    file_name text NOT NULL CONSTRAINT import_file_name_length CHECK (length(file_name) BETWEEN 1 AND 2000),
    file_sha256 text COLLATE "C" NOT NULL CONSTRAINT import_file_exists REFERENCES import_file (sha256),
    -- Whose wordings are remembered: a unit; NULL for the whole country.
    office text COLLATE "C"
        CONSTRAINT import_office_form CHECK (office ~ '^([0-9]{2}|[0-9]{5}|2024-[0-9]{2}|2024-[0-9]{3}|2024-[0-9]{5})$'),
    -- Names of colleagues who may see and change it too.
    shared_with jsonb NOT NULL CONSTRAINT import_shared_with_array CHECK (jsonb_typeof(shared_with) = 'array'),
    -- What people said of the file, and what the rehearsal that was committed found.
    settings jsonb NOT NULL CONSTRAINT import_settings_object CHECK (jsonb_typeof(settings) = 'object'),
    report jsonb CONSTRAINT import_report_object CHECK (jsonb_typeof(report) = 'object'),
    reach text COLLATE "C" CONSTRAINT import_reach CHECK (reach IN ('draft', 'in_review', 'published')),
    -- Why, in the author's words.
    reason text CONSTRAINT import_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
    created_at timestamptz NOT NULL,
    -- The last step: when and who.
    changed_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT import_actor_not_empty CHECK (actor <> ''),
    CONSTRAINT import_committed_has_reach CHECK ((reach IS NOT NULL) = (state IN ('committed', 'undone')))
);

CREATE INDEX import_of_file ON import (file_sha256);

-- The texts may be rewritten, and nothing else, by a transaction that has an erasure open.
CREATE FUNCTION refuse_rewriting_an_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL)
        AND (
            NEW.id, NEW.version, NEW.state, NEW.author, NEW.file_sha256, NEW.office, NEW.shared_with, NEW.reach,
            NEW.created_at, NEW.changed_at, NEW.actor
        ) IS NOT DISTINCT FROM (
            OLD.id, OLD.version, OLD.state, OLD.author, OLD.file_sha256, OLD.office, OLD.shared_with, OLD.reach,
            OLD.created_at, OLD.changed_at, OLD.actor
        )
    THEN
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1
        OR (NEW.id, NEW.author, NEW.file_sha256, NEW.office, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.author, OLD.file_sha256, OLD.office, OLD.created_at)
        OR OLD.state = 'discarded'
        OR (OLD.state = 'committed' AND NEW.state NOT IN ('committed', 'undone'))
        OR (OLD.state = 'undone' AND NEW.state <> 'undone')
        OR (OLD.state = 'open' AND NEW.state = 'undone')
    THEN
        RAISE EXCEPTION 'the version of an import grows by one, its author stays, and what is decided stays decided';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER import_version_grows_by_one BEFORE UPDATE ON import
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_an_import();

CREATE TRIGGER import_is_never_deleted BEFORE DELETE OR TRUNCATE ON import
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- Every step of every import. Only ever added to.
CREATE TABLE import_step (
    import_id bigint NOT NULL CONSTRAINT import_step_import_exists REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED,
    version bigint NOT NULL CONSTRAINT import_step_version_range CHECK (version >= 1),
    state text COLLATE "C" NOT NULL CONSTRAINT import_step_state CHECK (state IN ('open', 'committed', 'undone', 'discarded')),
    actor text NOT NULL CONSTRAINT import_step_actor_not_empty CHECK (actor <> ''),
    taken_at timestamptz NOT NULL,
    comment text CONSTRAINT import_step_comment_length CHECK (length(comment) BETWEEN 1 AND 2000),
    PRIMARY KEY (import_id, version)
);

CREATE FUNCTION refuse_rewriting_an_import_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasure WHERE open_marker IS NOT NULL)
        OR (NEW.import_id, NEW.version, NEW.state, NEW.actor, NEW.taken_at)
        IS DISTINCT FROM (OLD.import_id, OLD.version, OLD.state, OLD.actor, OLD.taken_at)
    THEN
        RAISE EXCEPTION 'history is only added to: import_step refuses UPDATE';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER import_step_refuses_update BEFORE UPDATE ON import_step
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_an_import_step();

CREATE TRIGGER import_step_refuses_rewriting BEFORE DELETE OR TRUNCATE ON import_step
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- What an office said of columns, wordings and units of its last files.
CREATE TABLE office_wording (
    -- The unit, or `vn` for the whole country.
    office text COLLATE "C" PRIMARY KEY CONSTRAINT office_wording_office_length CHECK (length(office) BETWEEN 1 AND 20),
    wordings jsonb NOT NULL CONSTRAINT office_wording_wordings_object CHECK (jsonb_typeof(wordings) = 'object'),
    changed_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT office_wording_actor_not_empty CHECK (actor <> '')
);

-- The import that a commit, or a proposal, is of.
ALTER TABLE batch ADD COLUMN import_id bigint CONSTRAINT batch_import_exists REFERENCES import (id);
ALTER TABLE proposal ADD COLUMN import_id bigint CONSTRAINT proposal_import_exists REFERENCES import (id);

CREATE INDEX batch_of_import ON batch (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX proposal_of_import ON proposal (import_id) WHERE import_id IS NOT NULL;

ALTER TABLE batch DROP CONSTRAINT batch_origin;
ALTER TABLE batch ADD CONSTRAINT batch_origin CHECK (origin IN ('seed', 'import', 'edit', 'boundaries', 'undo'));

-- Whose import a batch is, is not rewritten either.
CREATE OR REPLACE FUNCTION refuse_rewriting_a_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM site_history WHERE batch_id = OLD.id AND is_being_erased(site_id, NULL))
        OR (
            NEW.id, NEW.revision, NEW.origin, NEW.author, NEW.file_sha256, NEW.recorded_at, NEW.created, NEW.updated, NEW.closed,
            NEW.terms, NEW.boundaries, NEW.reviewer, NEW.withdrawn, NEW.import_id
        ) IS DISTINCT FROM (
            OLD.id, OLD.revision, OLD.origin, OLD.author, OLD.file_sha256, OLD.recorded_at, OLD.created, OLD.updated, OLD.closed,
            OLD.terms, OLD.boundaries, OLD.reviewer, OLD.withdrawn, OLD.import_id
        )
    THEN
        RAISE EXCEPTION 'history is only added to: batch refuses UPDATE';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION refuse_giving_a_proposal_away() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.import_id IS DISTINCT FROM OLD.import_id AND NEW.version = OLD.version THEN
        RAISE EXCEPTION 'a proposal becomes one of an import by a step only';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER proposal_keeps_its_import BEFORE UPDATE ON proposal
FOR EACH ROW EXECUTE FUNCTION refuse_giving_a_proposal_away();
