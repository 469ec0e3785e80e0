-- A coordinate system of EPSG; the one of WGS 84 must always be there.
INSERT OR IGNORE INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition)
VALUES (?1, ?2, 'EPSG', ?2, ?3)
