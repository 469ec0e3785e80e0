-- At most so many of the sites that changed after a revision, in no particular order, in the shape of `SiteRow`.
SELECT
    id, kind, name, sector, subsector, to_json(technologies) AS technologies,
    to_json(certifications) AS certifications, area_ha, herd_size, members, established_year, revenue_vnd_per_year,
    status, given_province, given_district, given_commune, lon, lat, position_accuracy, province_id, commune_id,
    former_province_id, former_district_id, former_commune_id, commune_is_certain, operator_id, abstract, sources,
    confidence, to_char(verified_on, 'YYYY-MM-DD') AS verified_on,
    public_precision, holder, to_json(consents) AS consents,
    to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS updated_at, revision
FROM site
WHERE id IN (SELECT site_id FROM site_history WHERE revision > $1)
LIMIT $2
