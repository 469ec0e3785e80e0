-- Changes that wait for a reviewer, why a commit was made and who accepted it, and sites that were withdrawn.
--
-- The SQLite migration of the same number does the same.

-- Why a commit was made, in its author's words, and who accepted what somebody else proposed.
ALTER TABLE batch ADD COLUMN reason text CONSTRAINT batch_reason_length CHECK (length(reason) BETWEEN 1 AND 2000);
ALTER TABLE batch ADD COLUMN reviewer text CONSTRAINT batch_reviewer_not_empty CHECK (reviewer <> '');
ALTER TABLE batch ADD COLUMN withdrawn bigint NOT NULL DEFAULT 0 CONSTRAINT batch_withdrawn_range CHECK (withdrawn >= 0);
ALTER TABLE batch DROP CONSTRAINT batch_is_not_empty;
ALTER TABLE batch ADD CONSTRAINT batch_is_not_empty CHECK (created + updated + closed + withdrawn + terms + boundaries > 0);
ALTER TABLE site_history DROP CONSTRAINT site_history_operation;
ALTER TABLE site_history ADD CONSTRAINT site_history_operation CHECK (operation IN ('create', 'update', 'close', 'withdraw'));
ALTER TABLE site DROP CONSTRAINT site_status;
ALTER TABLE site ADD CONSTRAINT site_status CHECK (status IN ('draft', 'in_review', 'published', 'closed', 'withdrawn'));

-- An inventory that was seeded before the state had a name; a new one reads it from the list that ships.
INSERT INTO vocabulary_term (vocabulary, code, label_vi, label_en, sector, position)
SELECT 'status', 'withdrawn', 'Đã rút khỏi danh sách', 'Withdrawn', NULL, MAX(position) + 1
FROM vocabulary_term
HAVING COUNT(*) > 0;

-- A proposed change to one site, or a proposed new site, as it is now. Nothing here is public, and no revision moves until
-- the proposal is accepted by a commit.
CREATE TABLE proposal (
    -- Growing without gaps, given by the program under the write lock.
    id bigint PRIMARY KEY CONSTRAINT proposal_id_range CHECK (id >= 1),
    -- Grows by one with every step; who takes one says which version they saw.
    version bigint NOT NULL CONSTRAINT proposal_version_range CHECK (version >= 1),
    -- The site; of a proposed new one only once it is accepted. Checked at the end of the transaction that makes the site.
    site_id text COLLATE "C" CONSTRAINT proposal_site_exists REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    state text COLLATE "C" NOT NULL
        CONSTRAINT proposal_state CHECK (state IN ('draft', 'in_review', 'returned', 'accepted', 'abandoned')),
    author text NOT NULL CONSTRAINT proposal_author_not_empty CHECK (author <> ''),
    -- Why, in the author's words.
    reason text CONSTRAINT proposal_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
    -- All facts of the site that the author saw (NULL for a new one), and all that are wanted.
    facts_before jsonb CONSTRAINT proposal_before_object CHECK (jsonb_typeof(facts_before) = 'object'),
    facts_after jsonb NOT NULL CONSTRAINT proposal_after_object CHECK (jsonb_typeof(facts_after) = 'object'),
    created_at timestamptz NOT NULL,
    -- The last step: when, who, and what they said.
    changed_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT proposal_actor_not_empty CHECK (actor <> ''),
    comment text CONSTRAINT proposal_comment_length CHECK (length(comment) BETWEEN 1 AND 2000),
    CONSTRAINT proposal_accepted_has_site CHECK (state <> 'accepted' OR site_id IS NOT NULL),
    CONSTRAINT proposal_change_has_site CHECK (facts_before IS NULL OR site_id IS NOT NULL)
);

-- One open proposal of one person for one site: a second thought goes into the first.
CREATE UNIQUE INDEX proposal_open_once ON proposal (site_id, author)
WHERE site_id IS NOT NULL AND state IN ('draft', 'in_review', 'returned');
-- The proposals for a site, and the worklists.
CREATE INDEX proposal_of_site ON proposal (site_id);
CREATE INDEX proposal_open ON proposal (id) WHERE state IN ('draft', 'in_review', 'returned');

CREATE FUNCTION refuse_rewriting_a_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id OR NEW.author <> OLD.author OR OLD.state IN ('accepted', 'abandoned') THEN
        RAISE EXCEPTION 'the version of a proposal grows by one, its author stays, and what is decided stays decided';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER proposal_version_grows_by_one BEFORE UPDATE ON proposal
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_a_proposal();

CREATE TRIGGER proposal_is_never_deleted BEFORE DELETE OR TRUNCATE ON proposal
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- Every step of every proposal. Only ever added to.
CREATE TABLE proposal_step (
    proposal_id bigint NOT NULL CONSTRAINT proposal_step_proposal_exists REFERENCES proposal (id) DEFERRABLE INITIALLY DEFERRED,
    version bigint NOT NULL CONSTRAINT proposal_step_version_range CHECK (version >= 1),
    state text COLLATE "C" NOT NULL
        CONSTRAINT proposal_step_state CHECK (state IN ('draft', 'in_review', 'returned', 'accepted', 'abandoned')),
    actor text NOT NULL CONSTRAINT proposal_step_actor_not_empty CHECK (actor <> ''),
    taken_at timestamptz NOT NULL,
    comment text,
    facts_after jsonb NOT NULL CONSTRAINT proposal_step_after_object CHECK (jsonb_typeof(facts_after) = 'object'),
    PRIMARY KEY (proposal_id, version)
);

CREATE TRIGGER proposal_step_refuses_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_step
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
