-- Makes room for the new state of all shapes.
DELETE FROM region_boundary
