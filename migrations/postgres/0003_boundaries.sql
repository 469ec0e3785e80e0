-- Official boundaries that an office imported, and the shapes that follow from them.
--
-- The SQLite migration of the same number makes the same table. A unit that has no row keeps the approximate shape that
-- ships with the program.

-- Commits of boundaries are batches too: an origin of their own, and a count of the units whose boundary came or went.
ALTER TABLE batch ADD COLUMN boundaries bigint NOT NULL DEFAULT 0 CONSTRAINT batch_boundaries_range CHECK (boundaries >= 0);
ALTER TABLE batch DROP CONSTRAINT batch_origin;
ALTER TABLE batch ADD CONSTRAINT batch_origin CHECK (origin IN ('seed', 'import', 'edit', 'boundaries'));
ALTER TABLE batch DROP CONSTRAINT batch_is_not_empty;
ALTER TABLE batch ADD CONSTRAINT batch_is_not_empty CHECK (created + updated + closed + terms + boundaries > 0);

-- Which commits changed boundaries; the last of them tells a server whether its shapes are the current ones.
CREATE INDEX batch_of_boundaries ON batch (revision) WHERE origin = 'boundaries';

-- One row per unit whose shape is not the shipped one.
CREATE TABLE region_boundary (
    region_id text COLLATE "C" PRIMARY KEY
        CONSTRAINT region_boundary_region_id_form CHECK (region_id ~ '^([0-9]{2}|[0-9]{5}|2024-[0-9]{2}|2024-[0-9]{3}|2024-[0-9]{5})$'),
    -- A multipolygon in degrees of WGS 84 as well-known binary, little endian: the bytes that the program reads.
    geometry bytea NOT NULL CONSTRAINT region_boundary_geometry_not_empty CHECK (octet_length(geometry) > 9),
    -- true where the shape is made of official boundaries only; else it is approximate and labelled so.
    is_official boolean NOT NULL,
    -- The batch whose file gave this boundary; NULL where the shape follows from the boundaries of other units.
    given_by bigint CONSTRAINT region_boundary_batch_exists REFERENCES batch (id),
    -- The same shape for GIS programs, kept by the database itself.
    geom geometry(MultiPolygon, 4326) GENERATED ALWAYS AS (ST_GeomFromWKB(geometry, 4326)) STORED,
    CONSTRAINT region_boundary_given_is_official CHECK (given_by IS NULL OR is_official)
);

-- Lets QGIS and other readers ask for a window of the map.
CREATE INDEX region_boundary_geom ON region_boundary USING gist (geom);
