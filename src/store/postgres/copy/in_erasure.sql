-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO erasure (
    id, site_id, proposal_id, contact_number, erased_by, because, erased_at, texts, open_marker
)
SELECT
    (cells ->> 0)::bigint, cells ->> 1, (cells ->> 2)::bigint, (cells ->> 3)::bigint, cells ->> 4, cells ->> 5,
    (cells ->> 6)::timestamptz, (cells ->> 7)::bigint, (cells ->> 8)::bigint
FROM jsonb_array_elements($1) AS given (cells)
