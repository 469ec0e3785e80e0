-- Everything read after this is as it stood at the first statement.
BEGIN DEFERRED
