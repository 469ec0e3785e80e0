-- Records rows of a copy from a JSON array of arrays, each with the columns in order.
INSERT INTO account (
    id, username, display_name, password_hash, created_at, disabled_at, failed_sign_ins, locked_until,
    password_changed_at
)
SELECT
    cells ->> 0, cells ->> 1, cells ->> 2, cells ->> 3, (cells ->> 4)::timestamptz, (cells ->> 5)::timestamptz,
    (cells ->> 6)::bigint, (cells ->> 7)::timestamptz, (cells ->> 8)::timestamptz
FROM jsonb_array_elements($1) AS given (cells)
