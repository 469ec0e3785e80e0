-- Takes the view into use.
PRAGMA writable_schema = RESET
