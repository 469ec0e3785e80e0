-- The style with which QGIS opens the sites.
INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner
)
VALUES ('', '', 'sites', 'geom', ?1, ?2, '', 1, ?1, '')
