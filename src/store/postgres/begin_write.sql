-- Each statement sees what is committed, so what is read after the revision row is locked is current.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE
