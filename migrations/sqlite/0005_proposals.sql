-- Changes that wait for a reviewer, why a commit was made and who accepted it, and sites that were withdrawn.
--
-- The PostgreSQL migration of the same number does the same.

-- Why a commit was made, in its author's words, and who accepted what somebody else proposed.
ALTER TABLE batch ADD COLUMN reason TEXT CONSTRAINT batch_reason_length CHECK (length(reason) BETWEEN 1 AND 2000);
ALTER TABLE batch ADD COLUMN reviewer TEXT CONSTRAINT batch_reviewer_not_empty CHECK (reviewer <> '');
ALTER TABLE batch ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CONSTRAINT batch_withdrawn_range CHECK (withdrawn >= 0);

-- SQLite has no statement that changes a CHECK, see 0003_boundaries.sql; the rows are not touched.
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, 'closed + terms + boundaries > 0', 'closed + withdrawn + terms + boundaries > 0')
WHERE type = 'table' AND name = 'batch';

UPDATE sqlite_schema
SET sql = replace(sql, 'IN (''create'', ''update'', ''close'')', 'IN (''create'', ''update'', ''close'', ''withdraw'')')
WHERE type = 'table' AND name = 'site_history';

UPDATE sqlite_schema
SET sql = replace(sql, 'IN (''draft'', ''in_review'', ''published'', ''closed'')', 'IN (''draft'', ''in_review'', ''published'', ''closed'', ''withdrawn'')')
WHERE type = 'table' AND name = 'site';

PRAGMA writable_schema = RESET;

-- An inventory that was seeded before the state had a name; a new one reads it from the list that ships.
INSERT INTO vocabulary_term (vocabulary, code, label_vi, label_en, sector, position)
SELECT 'status', 'withdrawn', 'Đã rút khỏi danh sách', 'Withdrawn', NULL, MAX(position) + 1
FROM vocabulary_term
HAVING COUNT(*) > 0;

-- A proposed change to one site, or a proposed new site, as it is now. Nothing here is public, and no revision moves until
-- the proposal is accepted by a commit.
CREATE TABLE proposal (
    -- Growing without gaps, given by the program under the write lock.
    id INTEGER PRIMARY KEY CONSTRAINT proposal_id_range CHECK (id >= 1),
    -- Grows by one with every step; who takes one says which version they saw.
    version INTEGER NOT NULL CONSTRAINT proposal_version_range CHECK (version >= 1),
    -- The site; of a proposed new one only once it is accepted. Checked at the end of the transaction that makes the site.
    site_id TEXT CONSTRAINT proposal_site_exists REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL CONSTRAINT proposal_state CHECK (state IN ('draft', 'in_review', 'returned', 'accepted', 'abandoned')),
    author TEXT NOT NULL CONSTRAINT proposal_author_not_empty CHECK (author <> ''),
    -- Why, in the author's words.
    reason TEXT CONSTRAINT proposal_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
    -- All facts of the site that the author saw (NULL for a new one), and all that are wanted.
    facts_before TEXT CONSTRAINT proposal_before_object CHECK (json_type(facts_before) = 'object'),
    facts_after TEXT NOT NULL CONSTRAINT proposal_after_object CHECK (json_type(facts_after) = 'object'),
    created_at TEXT NOT NULL CONSTRAINT proposal_created_at_form CHECK (length(created_at) = 27 AND created_at LIKE '%Z'),
    -- The last step: when, who, and what they said.
    changed_at TEXT NOT NULL CONSTRAINT proposal_changed_at_form CHECK (length(changed_at) = 27 AND changed_at LIKE '%Z'),
    actor TEXT NOT NULL CONSTRAINT proposal_actor_not_empty CHECK (actor <> ''),
    comment TEXT CONSTRAINT proposal_comment_length CHECK (length(comment) BETWEEN 1 AND 2000),
    CONSTRAINT proposal_accepted_has_site CHECK (state <> 'accepted' OR site_id IS NOT NULL),
    CONSTRAINT proposal_change_has_site CHECK (facts_before IS NULL OR site_id IS NOT NULL)
) STRICT;

-- One open proposal of one person for one site: a second thought goes into the first.
CREATE UNIQUE INDEX proposal_open_once ON proposal (site_id, author)
WHERE site_id IS NOT NULL AND state IN ('draft', 'in_review', 'returned');
-- The proposals for a site, and the worklists.
CREATE INDEX proposal_of_site ON proposal (site_id);
CREATE INDEX proposal_open ON proposal (id) WHERE state IN ('draft', 'in_review', 'returned');

CREATE TRIGGER proposal_version_grows_by_one BEFORE UPDATE ON proposal
WHEN NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id OR NEW.author <> OLD.author OR OLD.state IN ('accepted', 'abandoned')
BEGIN
    SELECT RAISE(ABORT, 'the version of a proposal grows by one, its author stays, and what is decided stays decided');
END;

CREATE TRIGGER proposal_is_never_deleted BEFORE DELETE ON proposal
BEGIN
    SELECT RAISE(ABORT, 'a proposal is never deleted');
END;

-- Every step of every proposal. Only ever added to.
CREATE TABLE proposal_step (
    proposal_id INTEGER NOT NULL CONSTRAINT proposal_step_proposal_exists REFERENCES proposal (id) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL CONSTRAINT proposal_step_version_range CHECK (version >= 1),
    state TEXT NOT NULL CONSTRAINT proposal_step_state CHECK (state IN ('draft', 'in_review', 'returned', 'accepted', 'abandoned')),
    actor TEXT NOT NULL CONSTRAINT proposal_step_actor_not_empty CHECK (actor <> ''),
    taken_at TEXT NOT NULL CONSTRAINT proposal_step_taken_at_form CHECK (length(taken_at) = 27 AND taken_at LIKE '%Z'),
    comment TEXT,
    facts_after TEXT NOT NULL CONSTRAINT proposal_step_after_object CHECK (json_type(facts_after) = 'object'),
    PRIMARY KEY (proposal_id, version)
) STRICT;

CREATE TRIGGER proposal_step_refuses_update BEFORE UPDATE ON proposal_step
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: proposal_step refuses UPDATE');
END;

CREATE TRIGGER proposal_step_refuses_delete BEFORE DELETE ON proposal_step
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: proposal_step refuses DELETE');
END;

CREATE TRIGGER proposal_step_refuses_replace BEFORE INSERT ON proposal_step
WHEN EXISTS (SELECT 1 FROM proposal_step WHERE proposal_id = NEW.proposal_id AND version = NEW.version)
BEGIN
    SELECT RAISE(ABORT, 'history is only added to: proposal_step refuses REPLACE');
END;
