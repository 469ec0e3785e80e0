-- The file is somebody else's: nothing in its schema may call functions with side effects.
PRAGMA trusted_schema = OFF
