-- Folds the log of SQLite into the file and empties it, so that what was erased is not in the log either.
PRAGMA wal_checkpoint(TRUNCATE)
