-- The inventory as it is now: its identity and revision, the vocabularies, the sites and the numbers of their identifiers.
--
-- The SQLite migration of the same number makes the same tables with the same columns, meanings and rules; only types
-- differ where PostgreSQL has a better one (timestamptz, date, boolean, text[], jsonb, geometry). double precision holds
-- the eight bytes of an IEEE 754 double, so a coordinate comes back exactly as it went in.
--
-- Identifiers and codes have COLLATE "C": they are compared byte by byte, whatever language the database was made for,
-- which is faster and the same on every server.

-- Nothing happens where PostGIS is already there, so a role without the right to create extensions can migrate a database
-- that an administrator has prepared. It lives in `public`, not in the schema of one inventory, since it exists once per
-- database.
CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public;

-- One row that says which inventory this is and how far it has come. Writers lock it first, so commits come one by one.
CREATE TABLE inventory (
    -- Always 1: there is exactly one row.
    only_row integer PRIMARY KEY CONSTRAINT inventory_has_one_row CHECK (only_row = 1),
    -- A random UUID made here, once. Two databases that stand at the same revision still differ in it, so a browser
    -- that was pointed at another inventory never takes an old answer for a current one.
    inventory_id uuid NOT NULL,
    -- Grows by exactly one with every commit; 0 means that nothing was ever recorded, so the inventory may be seeded.
    revision bigint NOT NULL CONSTRAINT inventory_revision_range CHECK (revision >= 0)
);

INSERT INTO inventory (only_row, inventory_id, revision) VALUES (1, gen_random_uuid(), 0);

-- The revision tells every reader and every cache what is new. If it ever went back, or jumped, they would keep old
-- answers for ever; if the identity changed, two inventories could be taken for one.
CREATE FUNCTION refuse_unless_revision_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'the row of the inventory is never deleted';
    END IF;
    IF NEW.revision <> OLD.revision + 1 OR NEW.inventory_id <> OLD.inventory_id THEN
        RAISE EXCEPTION 'the revision of the inventory grows by one and its identity never changes';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER inventory_revision_grows_by_one BEFORE UPDATE OR DELETE ON inventory
FOR EACH ROW EXECUTE FUNCTION refuse_unless_revision_grows();

CREATE TRIGGER inventory_is_never_deleted BEFORE TRUNCATE ON inventory
FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_revision_grows();

-- Wakes every server that waits for a change the moment a commit is visible: PostgreSQL delivers a notification only
-- after its transaction has committed. A server that misses it still finds the revision by asking now and then.
CREATE FUNCTION announce_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('agriatlas_revision', NEW.revision::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER inventory_announces_revision AFTER UPDATE OF revision ON inventory
FOR EACH ROW EXECUTE FUNCTION announce_revision();

-- The code lists with their labels. Seeded from geodata/inventory/vocabulary.csv; an administrator may add terms.
CREATE TABLE vocabulary_term (
    -- Which list; the lists themselves are closed, because the program has a field for each.
    vocabulary text COLLATE "C" NOT NULL CONSTRAINT vocabulary_term_list CHECK (
        vocabulary IN ('kind', 'sector', 'subsector', 'technology', 'certification', 'confidence', 'status', 'position_accuracy')
    ),
    -- The stable code that stands in data and in the API; never changed, because records refer to it.
    code text COLLATE "C" NOT NULL CONSTRAINT vocabulary_term_code_not_empty CHECK (code <> ''),
    label_vi text NOT NULL CONSTRAINT vocabulary_term_label_vi_not_empty CHECK (label_vi <> ''),
    label_en text NOT NULL CONSTRAINT vocabulary_term_label_en_not_empty CHECK (label_en <> ''),
    -- The sector a subsector (or a technology) belongs to; NULL for all sectors.
    sector text COLLATE "C" CONSTRAINT vocabulary_term_sector CHECK (sector IN ('crop', 'livestock', 'fisheries')),
    -- Place in the order in which people see the terms: the order of the file, later additions last.
    position bigint NOT NULL CONSTRAINT vocabulary_term_position_unique UNIQUE,
    PRIMARY KEY (vocabulary, code)
);

-- The last number given to each kind of site. A counter of its own, not max(id): a site that was deleted by hand must
-- not pass its number, and with it its links and its history, to another site. A table, not a sequence: a sequence
-- keeps growing when a transaction is rolled back, and SQLite has none.
CREATE TABLE site_number (
    kind text COLLATE "C" PRIMARY KEY CONSTRAINT site_number_kind CHECK (kind IN ('model', 'cooperative', 'enterprise')),
    -- At most what fits the 32 bits of an identifier.
    last_number bigint NOT NULL CONSTRAINT site_number_range CHECK (last_number BETWEEN 0 AND 4294967295)
);

INSERT INTO site_number (kind, last_number) VALUES ('model', 0), ('cooperative', 0), ('enterprise', 0);

CREATE FUNCTION refuse_smaller_site_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the number of a site is never used again';
END
$$;

CREATE TRIGGER site_number_only_grows BEFORE UPDATE ON site_number
FOR EACH ROW WHEN (NEW.last_number < OLD.last_number OR NEW.kind <> OLD.kind)
EXECUTE FUNCTION refuse_smaller_site_number();

-- One row per site, as it is now. Real columns instead of one JSON document: a GIS user can open the table, and the
-- rules below hold whoever writes. An absent fact is NULL, never empty text.
CREATE TABLE site (
    -- m-00042, c-00007, e-00003. The letter is the kind at the time of recording; `kind` may have been corrected since.
    id text COLLATE "C" PRIMARY KEY CONSTRAINT site_id_form CHECK (id ~ '^[mce]-[0-9]{5,10}$'),
    kind text COLLATE "C" NOT NULL CONSTRAINT site_kind CHECK (kind IN ('model', 'cooperative', 'enterprise')),
    name text NOT NULL CONSTRAINT site_name_length CHECK (char_length(name) BETWEEN 1 AND 300),
    sector text COLLATE "C" NOT NULL CONSTRAINT site_sector CHECK (sector IN ('crop', 'livestock', 'fisheries')),
    -- Codes of the vocabularies. No foreign key: terms are retired by hand, records keep the code they were given,
    -- and import checks every code with a sentence that says what is allowed.
    subsector text COLLATE "C" CONSTRAINT site_subsector_not_empty CHECK (subsector <> ''),
    -- Codes in the order given. Arrays, which QGIS shows as lists and can filter; it shows jsonb as one opaque text.
    technologies text[] NOT NULL CONSTRAINT site_technologies_list CHECK (cardinality(technologies) <= 40),
    certifications text[] NOT NULL CONSTRAINT site_certifications_list CHECK (cardinality(certifications) <= 40),
    -- Hectares. The upper bounds of the two numeric ranges below also keep NaN out, which PostgreSQL sorts last.
    area_ha double precision CONSTRAINT site_area_ha_range CHECK (area_ha BETWEEN 0 AND 1000000),
    -- Animals kept at one time.
    herd_size bigint CONSTRAINT site_herd_size_range CHECK (herd_size BETWEEN 0 AND 100000000),
    -- Members or households taking part.
    members bigint CONSTRAINT site_members_range CHECK (members BETWEEN 0 AND 10000000),
    established_year bigint CONSTRAINT site_established_year_range CHECK (established_year BETWEEN 1900 AND 2100),
    -- Đồng per year; whole numbers, so no sum of money is ever rounded.
    revenue_vnd_per_year bigint CONSTRAINT site_revenue_range CHECK (revenue_vnd_per_year BETWEEN 0 AND 1000000000000000),
    -- Only 'published' and 'closed' are public.
    status text COLLATE "C" NOT NULL CONSTRAINT site_status CHECK (status IN ('draft', 'in_review', 'published', 'closed')),
    -- The address as it was written, old names or new: what a person typed is kept whatever the program made of it.
    given_province text CONSTRAINT site_given_province_not_empty CHECK (given_province <> ''),
    given_district text CONSTRAINT site_given_district_not_empty CHECK (given_district <> ''),
    given_commune text CONSTRAINT site_given_commune_not_empty CHECK (given_commune <> ''),
    -- WGS 84 degrees.
    lon double precision CONSTRAINT site_lon_range CHECK (lon BETWEEN -180 AND 180),
    lat double precision CONSTRAINT site_lat_range CHECK (lat BETWEEN -90 AND 90),
    -- What the point is: measured, reported, or the centre of a unit.
    position_accuracy text COLLATE "C" CONSTRAINT site_position_accuracy
        CHECK (position_accuracy IN ('surveyed', 'reported', 'commune', 'district', 'province')),
    -- Units of today and of the division that ended on 2025-06-30. The form of an id says its division and level, so a
    -- unit in the wrong column is refused here.
    province_id text COLLATE "C" CONSTRAINT site_province_id_form CHECK (province_id ~ '^[0-9]{2}$'),
    commune_id text COLLATE "C" CONSTRAINT site_commune_id_form CHECK (commune_id ~ '^[0-9]{5}$'),
    former_province_id text COLLATE "C" CONSTRAINT site_former_province_id_form CHECK (former_province_id ~ '^2024-[0-9]{2}$'),
    former_district_id text COLLATE "C" CONSTRAINT site_former_district_id_form CHECK (former_district_id ~ '^2024-[0-9]{3}$'),
    former_commune_id text COLLATE "C" CONSTRAINT site_former_commune_id_form CHECK (former_commune_id ~ '^2024-[0-9]{5}$'),
    -- false where the former commune was split and the current one is only the most likely; NULL where no commune is known.
    commune_is_certain boolean,
    -- The co-operative or enterprise that runs the site. Checked at the end of the transaction, so that the order of the
    -- rows of one commit does not matter.
    operator_id text COLLATE "C" CONSTRAINT site_operator_exists REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    abstract text CONSTRAINT site_abstract_length CHECK (char_length(abstract) BETWEEN 1 AND 1500),
    -- Array of {title, url, date}.
    sources jsonb NOT NULL CONSTRAINT site_sources_list CHECK (jsonb_typeof(sources) = 'array'),
    confidence text COLLATE "C" CONSTRAINT site_confidence CHECK (confidence IN ('high', 'medium', 'low')),
    -- The day of the last check on the spot.
    verified_on date CONSTRAINT site_verified_on_day CHECK (verified_on BETWEEN '1900-01-01' AND '2100-12-31'),
    updated_at timestamptz NOT NULL,
    -- The revision that brought the last change.
    revision bigint NOT NULL CONSTRAINT site_revision_range CHECK (revision >= 1),
    -- The point for GIS programs, kept by the database itself: nobody can write one that differs from lon and lat.
    -- ST_MakePoint of NULL is NULL, so a site without a point has none here either.
    geom geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED,
    -- A point without a statement of its precision would be read as exact; half a point is none.
    CONSTRAINT site_point_is_whole CHECK ((lon IS NULL) = (lat IS NULL)),
    CONSTRAINT site_point_has_accuracy CHECK ((lon IS NULL) = (position_accuracy IS NULL)),
    -- Whoever walks from site to operator must come to an end.
    CONSTRAINT site_does_not_run_itself CHECK (operator_id <> id)
);

-- Lets QGIS and other readers ask for a window of the map.
CREATE INDEX site_geom ON site USING gist (geom);
-- Finds the sites of an operator, also when PostgreSQL checks the reference.
CREATE INDEX site_operator ON site (operator_id) WHERE operator_id IS NOT NULL;

-- An identifier stands in links, print and other people's data.
CREATE FUNCTION refuse_other_site_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the identifier of a site never changes';
END
$$;

CREATE TRIGGER site_id_never_changes BEFORE UPDATE OF id ON site
FOR EACH ROW WHEN (NEW.id <> OLD.id)
EXECUTE FUNCTION refuse_other_site_id();
