-- Records a new site; the parameters are the columns in order (`SiteRow::bind`).
INSERT INTO site (
    id, kind, name, sector, subsector, technologies, certifications, area_ha, herd_size, members, established_year,
    revenue_vnd_per_year, status, given_province, given_district, given_commune, lon, lat, position_accuracy,
    province_id, commune_id, former_province_id, former_district_id, former_commune_id, commune_is_certain,
    operator_id, abstract, sources, confidence, verified_on, public_precision, holder, consents, updated_at, revision
)
VALUES (
    ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
    ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35
)
