-- Records rows of a copy from a JSON array of arrays, each with the columns in order; later entries go on after them.
WITH added AS (
    INSERT INTO contact_access (
        sequence, site_id, number, actor, request, read_at
    )
    OVERRIDING SYSTEM VALUE
    SELECT
        (cells ->> 0)::bigint, cells ->> 1, (cells ->> 2)::bigint, cells ->> 3, cells ->> 4, (cells ->> 5)::timestamptz
    FROM jsonb_array_elements($1) AS given (cells)
    RETURNING sequence
)

SELECT setval(pg_get_serial_sequence('contact_access', 'sequence'), MAX(sequence)) FROM added
