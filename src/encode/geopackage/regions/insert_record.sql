-- One unit with all its columns, in the order of the list in region_columns.rs.
INSERT INTO regions (
    fid, geom, id, full_name, type, name, code, level, division, parent_id, parent, province_id, province, valid_from,
    valid_to, area_km2, lon, lat, boundary, boundary_note, predecessor_id, predecessor, predecessor_extent,
    successor_id, successor, successor_extent
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
