-- Writes a changed site; the parameters are the columns in order (`SiteRow::bind`).
UPDATE site SET
    kind = ?2, name = ?3, sector = ?4, subsector = ?5, technologies = ?6, certifications = ?7, area_ha = ?8,
    herd_size = ?9, members = ?10, established_year = ?11, revenue_vnd_per_year = ?12, status = ?13,
    given_province = ?14, given_district = ?15, given_commune = ?16, lon = ?17, lat = ?18, position_accuracy = ?19,
    province_id = ?20, commune_id = ?21, former_province_id = ?22, former_district_id = ?23, former_commune_id = ?24,
    commune_is_certain = ?25, operator_id = ?26, abstract = ?27, sources = ?28, confidence = ?29, verified_on = ?30,
    public_precision = ?31, holder = ?32, consents = ?33, updated_at = ?34, revision = ?35
WHERE id = ?1
