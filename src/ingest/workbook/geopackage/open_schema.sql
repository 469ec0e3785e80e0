-- Lets the next statement add a row to the description of temporary objects, which is in memory only.
PRAGMA writable_schema = ON
