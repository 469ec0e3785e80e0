-- How far the inventory had come at a time; no row where nothing was recorded by then.
SELECT revision FROM batch WHERE recorded_at <= $1::text::timestamptz ORDER BY revision DESC LIMIT 1
