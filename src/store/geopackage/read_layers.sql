-- The feature layers of a GeoPackage, each with its geometry column and coordinate system, in the order of names.
SELECT
    contents.table_name, geometry.column_name AS geometry_column, geometry.geometry_type_name, system.organization,
    system.organization_coordsys_id AS code, system.definition
FROM gpkg_contents AS contents
INNER JOIN gpkg_geometry_columns AS geometry ON geometry.table_name = contents.table_name
LEFT JOIN gpkg_spatial_ref_sys AS system ON system.srs_id = geometry.srs_id
WHERE contents.data_type = 'features'
ORDER BY contents.table_name
