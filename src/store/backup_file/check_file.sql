-- `ok`, or the first thing that is wrong with the pages of the file.
PRAGMA integrity_check(1)
