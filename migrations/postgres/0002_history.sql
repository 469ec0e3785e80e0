-- The history of the inventory: one row per commit, and per commit one row for every site it changed.
--
-- History is only ever added to. From it a batch can be undone, any past day can be rebuilt, and a reader learns what
-- changed since the revision it knows. That is worth something only if nobody can rewrite it, so triggers refuse
-- UPDATE, DELETE and TRUNCATE for everybody, the program included. The SQLite migration of the same number does the same.

-- What one commit was recorded under.
CREATE TABLE batch (
    -- Growing without gaps, given by the program under the write lock.
    id bigint PRIMARY KEY CONSTRAINT batch_id_range CHECK (id >= 1),
    -- The revision the commit made. One commit makes one revision and one batch.
    revision bigint NOT NULL CONSTRAINT batch_revision_unique UNIQUE CONSTRAINT batch_revision_range CHECK (revision >= 1),
    origin text COLLATE "C" NOT NULL CONSTRAINT batch_origin CHECK (origin IN ('seed', 'import', 'edit')),
    -- A user's name, or the program's.
    author text NOT NULL CONSTRAINT batch_author_not_empty CHECK (author <> ''),
    -- The imported file: its name for people, its SHA-256 to recognise the same file again.
    file_name text CONSTRAINT batch_file_name_not_empty CHECK (file_name <> ''),
    file_sha256 text COLLATE "C" CONSTRAINT batch_file_sha256_form CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz NOT NULL,
    -- How many sites and vocabulary terms it touched, so that a list of batches need not count the history.
    created bigint NOT NULL CONSTRAINT batch_created_range CHECK (created >= 0),
    updated bigint NOT NULL CONSTRAINT batch_updated_range CHECK (updated >= 0),
    closed bigint NOT NULL CONSTRAINT batch_closed_range CHECK (closed >= 0),
    terms bigint NOT NULL CONSTRAINT batch_terms_range CHECK (terms >= 0),
    -- A commit that changes nothing is not recorded.
    CONSTRAINT batch_is_not_empty CHECK (created + updated + closed + terms > 0)
);

-- What happened to a site in one commit. Who and when are repeated from the batch: an entry must be whole by itself when
-- it is copied into a report.
CREATE TABLE site_history (
    -- Place in the history, growing without gaps, given by the program under the write lock. Not an identity column:
    -- that would leave gaps after a rollback, and a gap looks like a deleted entry.
    sequence bigint PRIMARY KEY CONSTRAINT site_history_sequence_range CHECK (sequence >= 1),
    revision bigint NOT NULL,
    batch_id bigint NOT NULL CONSTRAINT site_history_batch_exists REFERENCES batch (id),
    -- No reference to `site`: what happened to a site remains known should it ever be deleted by hand.
    site_id text COLLATE "C" NOT NULL CONSTRAINT site_history_site_id_form CHECK (site_id ~ '^[mce]-[0-9]{5,10}$'),
    operation text COLLATE "C" NOT NULL CONSTRAINT site_history_operation CHECK (operation IN ('create', 'update', 'close')),
    author text NOT NULL,
    changed_at timestamptz NOT NULL,
    -- All facts of the site, before (NULL for a new site) and after. Whole states, not differences: any entry can be
    -- read by itself, and a mistake in one cannot spoil the others. jsonb keeps numbers as decimals, so no digit is lost.
    facts_before jsonb CONSTRAINT site_history_before_object CHECK (jsonb_typeof(facts_before) = 'object'),
    facts_after jsonb NOT NULL CONSTRAINT site_history_after_object CHECK (jsonb_typeof(facts_after) = 'object'),
    CONSTRAINT site_history_only_new_sites_have_no_before CHECK ((operation = 'create') = (facts_before IS NULL))
);

-- The history of one site, oldest first.
CREATE INDEX site_history_site ON site_history (site_id, sequence);
-- What changed since a revision, in order.
CREATE INDEX site_history_revision ON site_history (revision, sequence);

CREATE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is only added to: % refuses %', TG_TABLE_NAME, TG_OP;
END
$$;

-- For each statement, not each row: TRUNCATE has no rows, and a statement that happens to match none is as wrong.
CREATE TRIGGER batch_refuses_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON batch
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

CREATE TRIGGER site_history_refuses_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON site_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
