-- Writes changed sites from a JSON array of `SiteRow`; jsonb keeps every digit of a number.
UPDATE site SET
    kind = given.kind, name = given.name, sector = given.sector, subsector = given.subsector,
    technologies = given.technologies, certifications = given.certifications, area_ha = given.area_ha,
    herd_size = given.herd_size, members = given.members, established_year = given.established_year,
    revenue_vnd_per_year = given.revenue_vnd_per_year, status = given.status, given_province = given.given_province,
    given_district = given.given_district, given_commune = given.given_commune, lon = given.lon, lat = given.lat,
    position_accuracy = given.position_accuracy, province_id = given.province_id, commune_id = given.commune_id,
    former_province_id = given.former_province_id, former_district_id = given.former_district_id,
    former_commune_id = given.former_commune_id, commune_is_certain = given.commune_is_certain,
    operator_id = given.operator_id, abstract = given.abstract, sources = given.sources,
    confidence = given.confidence, verified_on = given.verified_on,
    public_precision = given.public_precision, holder = given.holder, consents = given.consents, updated_at = given.updated_at,
    revision = given.revision
FROM jsonb_to_recordset($1) AS given (
    id text, kind text, name text, sector text, subsector text, technologies text[], certifications text[],
    area_ha double precision, herd_size bigint, members bigint, established_year bigint, revenue_vnd_per_year bigint,
    status text, given_province text, given_district text, given_commune text, lon double precision,
    lat double precision, position_accuracy text, province_id text, commune_id text, former_province_id text,
    former_district_id text, former_commune_id text, commune_is_certain boolean, operator_id text, abstract text,
    sources jsonb, confidence text, verified_on date, public_precision text, holder text, consents text[],
    updated_at timestamptz, revision bigint
)
WHERE site.id = given.id
