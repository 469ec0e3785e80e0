-- Official boundaries that an office imported, and the shapes that follow from them.
--
-- The PostgreSQL migration of the same number makes the same table. A unit that has no row keeps the approximate shape that
-- ships with the program.

-- Commits of boundaries are batches too: an origin of their own, and a count of the units whose boundary came or went.
ALTER TABLE batch ADD COLUMN boundaries INTEGER NOT NULL DEFAULT 0 CONSTRAINT batch_boundaries_range CHECK (boundaries >= 0);

-- SQLite has no statement that changes a CHECK. Copying the table would mean to delete its rows, which history must never
-- do, so the two rules are changed where SQLite keeps them; the rows are not touched. (www.sqlite.org/lang_altertable.html,
-- section 7, describes this for changes that do not affect what is stored.)
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(
    replace(sql, 'IN (''seed'', ''import'', ''edit'')', 'IN (''seed'', ''import'', ''edit'', ''boundaries'')'),
    'created + updated + closed + terms > 0',
    'created + updated + closed + terms + boundaries > 0'
)
WHERE type = 'table' AND name = 'batch';

PRAGMA writable_schema = RESET;

-- Which commits changed boundaries; the last of them tells a server whether its shapes are the current ones.
CREATE INDEX batch_of_boundaries ON batch (revision) WHERE origin = 'boundaries';

-- One row per unit whose shape is not the shipped one.
CREATE TABLE region_boundary (
    region_id TEXT PRIMARY KEY NOT NULL CONSTRAINT region_boundary_region_id_form CHECK (
        region_id GLOB '[0-9][0-9]' OR region_id GLOB '[0-9][0-9][0-9][0-9][0-9]' OR region_id GLOB '2024-[0-9][0-9]'
        OR region_id GLOB '2024-[0-9][0-9][0-9]' OR region_id GLOB '2024-[0-9][0-9][0-9][0-9][0-9]'
    ),
    -- A multipolygon in degrees of WGS 84 as well-known binary, little endian.
    geometry BLOB NOT NULL CONSTRAINT region_boundary_geometry_not_empty CHECK (length(geometry) > 9),
    -- 1 where the shape is made of official boundaries only; else it is approximate and labelled so.
    is_official INTEGER NOT NULL CONSTRAINT region_boundary_is_official CHECK (is_official IN (0, 1)),
    -- The batch whose file gave this boundary; NULL where the shape follows from the boundaries of other units.
    given_by INTEGER CONSTRAINT region_boundary_batch_exists REFERENCES batch (id),
    CONSTRAINT region_boundary_given_is_official CHECK (given_by IS NULL OR is_official = 1)
) STRICT;
