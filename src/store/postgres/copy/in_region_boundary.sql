-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO region_boundary (
    region_id, geometry, is_official, given_by
)
SELECT
    cells ->> 0, decode(cells ->> 1, 'hex'), (cells ->> 2)::integer::boolean, (cells ->> 3)::bigint
FROM jsonb_array_elements($1) AS given (cells)
