-- Nobody is signed in where a copy is restored.
DELETE FROM session
