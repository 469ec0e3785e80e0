-- Writes the whole database, as it stands now, into another file; commits go on meanwhile.
VACUUM INTO ?1
