-- The style with which QGIS opens the records: their table, its title and the style.
INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner
)
VALUES ('', '', ?1, 'geom', ?2, ?3, '', 1, ?2, '')
