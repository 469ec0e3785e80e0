-- Takes the write lock of the file at once, so two commits never work from the same state.
BEGIN IMMEDIATE
