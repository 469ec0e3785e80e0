-- Whether a table only holds what was stored: no view, no virtual table, no column that is calculated.
SELECT
    EXISTS (
        SELECT 1 FROM main.sqlite_schema
        WHERE name = ?1 COLLATE NOCASE AND type = 'table' AND sql LIKE 'CREATE TABLE%'
    ) AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?1) WHERE hidden <> 0) AS is_plain
