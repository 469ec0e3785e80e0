-- What of a site the public may know.
--
-- The SQLite migration of the same number does the same.

-- How exactly the public may know the place, whose the site is (NULL counts as an organisation), and what its people agree
-- to now as far as the public is concerned.
ALTER TABLE site ADD COLUMN public_precision text COLLATE "C" NOT NULL DEFAULT 'exact'
    CONSTRAINT site_public_precision CHECK (public_precision IN ('exact', 'commune', 'hidden'));
ALTER TABLE site ADD COLUMN holder text COLLATE "C" CONSTRAINT site_holder CHECK (holder IN ('organisation', 'household'));
ALTER TABLE site ADD COLUMN consents text[] COLLATE "C" NOT NULL DEFAULT '{}';
