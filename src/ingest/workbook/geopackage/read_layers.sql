-- The tables of a GeoPackage, each with its geometry column and coordinate system where it has one, in the order of names.
SELECT
    contents.table_name, geometry.column_name AS geometry_column, system.organization,
    system.organization_coordsys_id AS code, system.definition
FROM main.gpkg_contents AS contents
LEFT JOIN main.gpkg_geometry_columns AS geometry ON geometry.table_name = contents.table_name
LEFT JOIN main.gpkg_spatial_ref_sys AS system ON system.srs_id = geometry.srs_id
WHERE contents.data_type IN ('features', 'attributes')
ORDER BY contents.table_name
LIMIT ?1
