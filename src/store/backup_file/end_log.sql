-- Keeps everything in the one file: no log beside it.
PRAGMA journal_mode = DELETE
