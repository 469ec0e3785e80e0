-- One site with all its columns, in the order of the list in site_columns.rs.
INSERT INTO sites (
    fid, geom, id, name, kind, sector, subsector, technologies, certifications, area_ha, herd_size, members,
    established_year, revenue_vnd_per_year, status, legacy_province, legacy_district, legacy_commune, lon, lat,
    vn2000_x_north, vn2000_y_east, vn2000_meridian, vn2000_epsg, position_accuracy, operator_id, abstract, source_title,
    source_url, source_date, confidence, verified_on, current_province_id, current_province, current_commune_id,
    current_commune, former_province_id, former_province, former_district_id, former_district, former_commune_id,
    former_commune, commune_is_certain, updated_at
)
VALUES (
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?
)
