-- Records rows of a copy from a JSON array of arrays, each with the columns in order; later events go on after them.
WITH added AS (
    INSERT INTO security_event (
        sequence, kind, account_id, actor, client, detail, occurred_at
    )
    OVERRIDING SYSTEM VALUE
    SELECT
        (cells ->> 0)::bigint, cells ->> 1, cells ->> 2, cells ->> 3, cells ->> 4, cells ->> 5, (cells ->> 6)::timestamptz
    FROM jsonb_array_elements($1) AS given (cells)
    RETURNING sequence
)

SELECT setval(pg_get_serial_sequence('security_event', 'sequence'), MAX(sequence)) FROM added
