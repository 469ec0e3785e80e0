-- Records new sites from a JSON array of `SiteRow`; jsonb keeps every digit of a number.
INSERT INTO site (
    id, kind, name, sector, subsector, technologies, certifications, area_ha, herd_size, members, established_year,
    revenue_vnd_per_year, status, given_province, given_district, given_commune, lon, lat, position_accuracy,
    province_id, commune_id, former_province_id, former_district_id, former_commune_id, commune_is_certain,
    operator_id, abstract, sources, confidence, verified_on, public_precision, holder, consents,
    updated_at, revision
)
SELECT
    id, kind, name, sector, subsector, technologies, certifications, area_ha, herd_size, members, established_year,
    revenue_vnd_per_year, status, given_province, given_district, given_commune, lon, lat, position_accuracy,
    province_id, commune_id, former_province_id, former_district_id, former_commune_id, commune_is_certain,
    operator_id, abstract, sources, confidence, verified_on, public_precision, holder, consents,
    updated_at, revision
FROM jsonb_to_recordset($1) AS given (
    id text, kind text, name text, sector text, subsector text, technologies text[], certifications text[],
    area_ha double precision, herd_size bigint, members bigint, established_year bigint, revenue_vnd_per_year bigint,
    status text, given_province text, given_district text, given_commune text, lon double precision,
    lat double precision, position_accuracy text, province_id text, commune_id text, former_province_id text,
    former_district_id text, former_commune_id text, commune_is_certain boolean, operator_id text, abstract text,
    sources jsonb, confidence text, verified_on date, public_precision text, holder text, consents text[],
    updated_at timestamptz, revision bigint
)
