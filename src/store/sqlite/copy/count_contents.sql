-- How many rows a database holds that was ever used; 0 right after the migrations.
SELECT
    (SELECT revision FROM inventory) + (SELECT SUM(last_number) FROM site_number)
    + (SELECT COUNT(*) FROM vocabulary_term) + (SELECT COUNT(*) FROM site) + (SELECT COUNT(*) FROM batch)
    + (SELECT COUNT(*) FROM site_history) + (SELECT COUNT(*) FROM region_boundary) + (SELECT COUNT(*) FROM account)
    + (SELECT COUNT(*) FROM security_event) + (SELECT COUNT(*) FROM proposal)
    + (SELECT COUNT(*) FROM import_file) + (SELECT COUNT(*) FROM office_wording)
