-- The inventory as it is now: its identity and revision, the vocabularies, the sites and the numbers of their identifiers.
--
-- The PostgreSQL migration of the same number makes the same tables with the same columns, meanings and rules.
-- Every table is STRICT: SQLite would otherwise take any value in any column, and a number that became text
-- (or lost digits on the way) would be found only by a reader. REAL columns hold the eight bytes of an IEEE 754
-- double, so a coordinate comes back exactly as it went in.
--
-- Times are text, 2026-11-21T08:15:30.123456Z: always UTC, always microseconds, always 27 characters, so that they
-- sort as text and a person who opens the file in QGIS or DB Browser can read them.

-- One row that says which inventory this is and how far it has come.
CREATE TABLE inventory (
    -- Always 1: there is exactly one row.
    only_row INTEGER PRIMARY KEY CONSTRAINT inventory_has_one_row CHECK (only_row = 1),
    -- A random UUID made here, once. Two databases that stand at the same revision still differ in it, so a browser
    -- that was pointed at another inventory never takes an old answer for a current one.
    inventory_id TEXT NOT NULL CONSTRAINT inventory_id_is_uuid CHECK (length(inventory_id) = 36),
    -- Grows by exactly one with every commit; 0 means that nothing was ever recorded, so the inventory may be seeded.
    revision INTEGER NOT NULL CONSTRAINT inventory_revision_range CHECK (revision >= 0)
) STRICT;

-- SQLite has no UUID function; this is a version 4 UUID of random bytes with the version and variant bits in place.
INSERT INTO inventory (only_row, inventory_id, revision)
VALUES (
    1,
    lower(
        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
        || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2)
        || '-' || hex(randomblob(6))
    ),
    0
);

-- The revision tells every reader and every cache what is new. If it ever went back, or jumped, they would keep old
-- answers for ever; if the identity changed, two inventories could be taken for one.
CREATE TRIGGER inventory_revision_grows_by_one BEFORE UPDATE ON inventory
WHEN NEW.revision <> OLD.revision + 1 OR NEW.inventory_id <> OLD.inventory_id
BEGIN
    SELECT RAISE(ABORT, 'the revision of the inventory grows by one and its identity never changes');
END;

CREATE TRIGGER inventory_is_never_deleted BEFORE DELETE ON inventory
BEGIN
    SELECT RAISE(ABORT, 'the row of the inventory is never deleted');
END;

-- The code lists with their labels. Seeded from geodata/inventory/vocabulary.csv; an administrator may add terms.
CREATE TABLE vocabulary_term (
    -- Which list; the lists themselves are closed, because the program has a field for each.
    vocabulary TEXT NOT NULL CONSTRAINT vocabulary_term_list CHECK (
        vocabulary IN ('kind', 'sector', 'subsector', 'technology', 'certification', 'confidence', 'status', 'position_accuracy')
    ),
    -- The stable code that stands in data and in the API; never changed, because records refer to it.
    code TEXT NOT NULL CONSTRAINT vocabulary_term_code_not_empty CHECK (code <> ''),
    label_vi TEXT NOT NULL CONSTRAINT vocabulary_term_label_vi_not_empty CHECK (label_vi <> ''),
    label_en TEXT NOT NULL CONSTRAINT vocabulary_term_label_en_not_empty CHECK (label_en <> ''),
    -- The sector a subsector (or a technology) belongs to; NULL for all sectors.
    sector TEXT CONSTRAINT vocabulary_term_sector CHECK (sector IN ('crop', 'livestock', 'fisheries')),
    -- Place in the order in which people see the terms: the order of the file, later additions last.
    position INTEGER NOT NULL CONSTRAINT vocabulary_term_position_unique UNIQUE,
    PRIMARY KEY (vocabulary, code)
) STRICT;

-- The last number given to each kind of site. A counter of its own, not MAX(id): a site that was deleted by hand must
-- not pass its number, and with it its links and its history, to another site.
CREATE TABLE site_number (
    kind TEXT PRIMARY KEY CONSTRAINT site_number_kind CHECK (kind IN ('model', 'cooperative', 'enterprise')),
    -- At most what fits the 32 bits of an identifier.
    last_number INTEGER NOT NULL CONSTRAINT site_number_range CHECK (last_number BETWEEN 0 AND 4294967295)
) STRICT;

INSERT INTO site_number (kind, last_number) VALUES ('model', 0), ('cooperative', 0), ('enterprise', 0);

CREATE TRIGGER site_number_only_grows BEFORE UPDATE ON site_number
WHEN NEW.last_number < OLD.last_number OR NEW.kind <> OLD.kind
BEGIN
    SELECT RAISE(ABORT, 'the number of a site is never used again');
END;

-- One row per site, as it is now. Real columns instead of one JSON document: a GIS user can open the table, and the
-- rules below hold whoever writes. An absent fact is NULL, never empty text.
CREATE TABLE site (
    -- m-00042, c-00007, e-00003. The letter is the kind at the time of recording; `kind` may have been corrected since.
    id TEXT PRIMARY KEY NOT NULL CONSTRAINT site_id_form CHECK (id GLOB '[mce]-[0-9][0-9][0-9][0-9][0-9]*'),
    kind TEXT NOT NULL CONSTRAINT site_kind CHECK (kind IN ('model', 'cooperative', 'enterprise')),
    name TEXT NOT NULL CONSTRAINT site_name_length CHECK (length(name) BETWEEN 1 AND 300),
    sector TEXT NOT NULL CONSTRAINT site_sector CHECK (sector IN ('crop', 'livestock', 'fisheries')),
    -- Codes of the vocabularies. No foreign key: terms are retired by hand, records keep the code they were given,
    -- and import checks every code with a sentence that says what is allowed.
    subsector TEXT CONSTRAINT site_subsector_not_empty CHECK (subsector <> ''),
    -- JSON arrays of codes, in the order given.
    technologies TEXT NOT NULL CONSTRAINT site_technologies_list
        CHECK (json_type(technologies) = 'array' AND json_array_length(technologies) <= 40),
    certifications TEXT NOT NULL CONSTRAINT site_certifications_list
        CHECK (json_type(certifications) = 'array' AND json_array_length(certifications) <= 40),
    -- Hectares.
    area_ha REAL CONSTRAINT site_area_ha_range CHECK (area_ha BETWEEN 0 AND 1000000),
    -- Animals kept at one time.
    herd_size INTEGER CONSTRAINT site_herd_size_range CHECK (herd_size BETWEEN 0 AND 100000000),
    -- Members or households taking part.
    members INTEGER CONSTRAINT site_members_range CHECK (members BETWEEN 0 AND 10000000),
    established_year INTEGER CONSTRAINT site_established_year_range CHECK (established_year BETWEEN 1900 AND 2100),
    -- Đồng per year; whole numbers, so no sum of money is ever rounded.
    revenue_vnd_per_year INTEGER CONSTRAINT site_revenue_range CHECK (revenue_vnd_per_year BETWEEN 0 AND 1000000000000000),
    -- Only 'published' and 'closed' are public.
    status TEXT NOT NULL CONSTRAINT site_status CHECK (status IN ('draft', 'in_review', 'published', 'closed')),
    -- The address as it was written, old names or new: what a person typed is kept whatever the program made of it.
    given_province TEXT CONSTRAINT site_given_province_not_empty CHECK (given_province <> ''),
    given_district TEXT CONSTRAINT site_given_district_not_empty CHECK (given_district <> ''),
    given_commune TEXT CONSTRAINT site_given_commune_not_empty CHECK (given_commune <> ''),
    -- WGS 84 degrees.
    lon REAL CONSTRAINT site_lon_range CHECK (lon BETWEEN -180 AND 180),
    lat REAL CONSTRAINT site_lat_range CHECK (lat BETWEEN -90 AND 90),
    -- What the point is: measured, reported, or the centre of a unit.
    position_accuracy TEXT CONSTRAINT site_position_accuracy
        CHECK (position_accuracy IN ('surveyed', 'reported', 'commune', 'district', 'province')),
    -- Units of today and of the division that ended on 2025-06-30. The form of an id says its division and level, so a
    -- unit in the wrong column is refused here.
    province_id TEXT CONSTRAINT site_province_id_form CHECK (province_id GLOB '[0-9][0-9]'),
    commune_id TEXT CONSTRAINT site_commune_id_form CHECK (commune_id GLOB '[0-9][0-9][0-9][0-9][0-9]'),
    former_province_id TEXT CONSTRAINT site_former_province_id_form CHECK (former_province_id GLOB '2024-[0-9][0-9]'),
    former_district_id TEXT CONSTRAINT site_former_district_id_form CHECK (former_district_id GLOB '2024-[0-9][0-9][0-9]'),
    former_commune_id TEXT CONSTRAINT site_former_commune_id_form CHECK (former_commune_id GLOB '2024-[0-9][0-9][0-9][0-9][0-9]'),
    -- 0 where the former commune was split and the current one is only the most likely; NULL where no commune is known.
    commune_is_certain INTEGER CONSTRAINT site_commune_is_certain CHECK (commune_is_certain IN (0, 1)),
    -- The co-operative or enterprise that runs the site. Checked at the end of the transaction, so that the order of the
    -- rows of one commit does not matter.
    operator_id TEXT CONSTRAINT site_operator_exists REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    abstract TEXT CONSTRAINT site_abstract_length CHECK (length(abstract) BETWEEN 1 AND 1500),
    -- JSON array of {title, url, date}.
    sources TEXT NOT NULL CONSTRAINT site_sources_list CHECK (json_type(sources) = 'array'),
    confidence TEXT CONSTRAINT site_confidence CHECK (confidence IN ('high', 'medium', 'low')),
    -- The day of the last check on the spot, 2026-05-19.
    verified_on TEXT CONSTRAINT site_verified_on_day
        CHECK (date(verified_on) = verified_on AND verified_on BETWEEN '1900-01-01' AND '2100-12-31'),
    updated_at TEXT NOT NULL CONSTRAINT site_updated_at_form CHECK (
        updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'
    ),
    -- The revision that brought the last change.
    revision INTEGER NOT NULL CONSTRAINT site_revision_range CHECK (revision >= 1),
    -- A point without a statement of its precision would be read as exact; half a point is none.
    CONSTRAINT site_point_is_whole CHECK ((lon IS NULL) = (lat IS NULL)),
    CONSTRAINT site_point_has_accuracy CHECK ((lon IS NULL) = (position_accuracy IS NULL)),
    -- Whoever walks from site to operator must come to an end.
    CONSTRAINT site_does_not_run_itself CHECK (operator_id <> id)
) STRICT;

-- Finds the sites of an operator, also when SQLite checks the reference.
CREATE INDEX site_operator ON site (operator_id) WHERE operator_id IS NOT NULL;

-- An identifier stands in links, print and other people's data.
CREATE TRIGGER site_id_never_changes BEFORE UPDATE OF id ON site
WHEN NEW.id <> OLD.id
BEGIN
    SELECT RAISE(ABORT, 'the identifier of a site never changes');
END;
