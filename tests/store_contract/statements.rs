//! Holds the rules of the SQL: fixed statements only, and both databases with the same statements and migrations.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path, extension));
        } else if path.extension().is_some_and(|ending| ending == extension) {
            found.push(path);
        }
    }
    found
}

fn names_in(folder: &str) -> BTreeSet<String> {
    let files = files_under(&root().join(folder), "sql");
    files.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

/// What the source may not contain: ways to run a statement that was put together, and statements written in Rust.
#[test]
fn no_statement_is_put_together_in_the_program() {
    let forbidden = ["AssertSqlSafe", "QueryBuilder", "sql_str", "raw_sql"];
    let statements = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE", "DROP TABLE", "BEGIN "];
    let starts = ["sqlx::query(", "sqlx::query_as(", "sqlx::query_scalar(", "begin_with("];
    for path in files_under(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        for word in forbidden {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            let written = statements.iter().any(|statement| line.contains(&format!("\"{statement}")));
            assert!(!written, "{}: a statement in Rust; move it to a .sql file: {line}", path.display());
            for start in starts {
                for after in line.split(start).skip(1) {
                    let fixed = after.starts_with("include_str!(\"") || after.starts_with("statement)");
                    assert!(fixed, "{}: not a fixed statement: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn both_databases_have_the_same_statements() {
    assert_eq!(names_in("src/store/sqlite"), names_in("src/store/postgres"));
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = names_in("migrations/sqlite");
    assert_eq!(names, names_in("migrations/postgres"));
    for (index, name) in names.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name}: numbers go up by one");
    }
}

/// The columns of a table, in order, as the two migrations declare them; `geom` exists only where PostGIS is.
#[test]
fn both_databases_have_the_same_tables() {
    let tables = |folder: &str| {
        let mut columns = Vec::new();
        let mut table = String::new();
        let mut files = files_under(&root().join(folder), "sql");
        files.sort();
        for line in files.iter().flat_map(|path| fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        {
            if let Some(name) = line.strip_prefix("CREATE TABLE ") {
                table = name.trim_end_matches(" (").to_owned();
            } else if line.starts_with(')') {
                table.clear();
            } else if let Some(column) = line.strip_prefix("    ").filter(|_| !table.is_empty()) {
                let name = column.split(' ').next().unwrap_or_default();
                if name.starts_with(|first: char| first.is_ascii_lowercase()) && name != "geom" && !name.ends_with(',') {
                    columns.push(format!("{table}.{name}"));
                }
            }
        }
        columns
    };
    let columns = tables("migrations/sqlite");
    assert_eq!(columns, tables("migrations/postgres"));
    assert!(columns.len() > 50, "{columns:?}");
}

#[test]
fn every_statement_and_migration_says_what_it_is_for() {
    for folder in ["src/store", "migrations"] {
        for path in files_under(&root().join(folder), "sql") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("-- "), "{} opens with no sentence", path.display());
        }
    }
}
