-- Puts rows of a copy, a JSON array of arrays, in the place of those the migrations made.
UPDATE site_number
SET last_number = (cells ->> 1)::bigint
FROM jsonb_array_elements($1) AS given (cells)
WHERE kind = cells ->> 0
