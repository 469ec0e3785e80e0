-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO site (
    id, kind, name, sector, subsector, technologies, certifications, area_ha, herd_size, members, established_year,
    revenue_vnd_per_year, status, given_province, given_district, given_commune, lon, lat, position_accuracy,
    province_id, commune_id, former_province_id, former_district_id, former_commune_id, commune_is_certain,
    operator_id, abstract, sources, confidence, verified_on, updated_at, revision,
    public_precision, holder, consents
)
SELECT
    cells ->> 0, cells ->> 1, cells ->> 2, cells ->> 3, cells ->> 4,
    ARRAY(SELECT jsonb_array_elements_text((cells ->> 5)::jsonb)),
    ARRAY(SELECT jsonb_array_elements_text((cells ->> 6)::jsonb)), (cells ->> 7)::double precision,
    (cells ->> 8)::bigint, (cells ->> 9)::bigint, (cells ->> 10)::bigint, (cells ->> 11)::bigint, cells ->> 12,
    cells ->> 13, cells ->> 14, cells ->> 15, (cells ->> 16)::double precision, (cells ->> 17)::double precision,
    cells ->> 18, cells ->> 19, cells ->> 20, cells ->> 21, cells ->> 22, cells ->> 23,
    (cells ->> 24)::integer::boolean, cells ->> 25, cells ->> 26, (cells ->> 27)::jsonb, cells ->> 28,
    (cells ->> 29)::date, (cells ->> 30)::timestamptz, (cells ->> 31)::bigint, cells ->> 32, cells ->> 33,
    ARRAY(SELECT jsonb_array_elements_text((cells ->> 34)::jsonb))
FROM jsonb_array_elements($1) AS given (cells)
