//! Holds the shape of the code: which folder may use which, no import cycles, small files that say what they are for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Which folders of `src/` each folder may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("gazetteer", &["domain"]),
    ("geography", &["domain", "gazetteer"]),
    ("query", &["domain", "geography"]),
    ("ingest", &["domain", "gazetteer", "geography"]),
    ("encode", &["domain", "geography"]),
    ("store", &["domain"]),
    ("synthesis", &["domain", "geography"]),
    ("access", &["domain", "gazetteer", "store"]),
    ("identity_provider", &["domain"]),
    ("importing", &["domain", "gazetteer", "geography", "ingest", "store"]),
    ("snapshot", &["domain", "gazetteer", "geography", "query", "encode"]),
    ("tiles", &["domain", "geography", "query", "snapshot", "encode"]),
    ("audit", &["domain", "gazetteer", "store"]),
    (
        "http",
        &[
            "domain",
            "gazetteer",
            "geography",
            "query",
            "ingest",
            "encode",
            "store",
            "access",
            "identity_provider",
            "importing",
            "snapshot",
            "tiles",
        ],
    ),
    (
        "app",
        &[
            "domain",
            "gazetteer",
            "geography",
            "query",
            "ingest",
            "encode",
            "store",
            "access",
            "identity_provider",
            "importing",
            "snapshot",
            "tiles",
            "audit",
            "http",
            "synthesis",
        ],
    ),
    ("cli", &["domain", "gazetteer", "geography", "ingest", "encode", "store", "access", "importing", "audit", "app"]),
];

const LINES_MAX: usize = 400;
/// What a tool writes from another file of the project may be as long as it is.
const GENERATED: &[&str] = &["web/src/api/openapi.ts"];
const FORBIDDEN_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "types", "base"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let name = entry.file_name().into_string().unwrap();
        if path.is_dir() {
            if !["node_modules", "dist", "test-results", "playwright-report"].contains(&name.as_str()) {
                files.extend(files_below(&path, extensions));
            }
        } else if extensions.iter().any(|extension| name.ends_with(&format!(".{extension}"))) {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<(PathBuf, String)> {
    let files = files_below(&root().join("src"), &["rs"]);
    assert!(files.len() > 50, "the sources were not found");
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The part of a file before its tests.
fn production(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// The folder a file of `src/` belongs to; files directly in `src/` belong to none.
fn folder_of(path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root().join("src")).unwrap();
    (relative.components().count() > 1).then(|| relative.iter().next().unwrap().to_str().unwrap().to_owned())
}

/// The names after `crate::` in a text, also within `crate::{…}`.
fn used_folders(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (position, _) in text.match_indices("crate::") {
        let rest = &text[position + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => {
                list.split('}').next().unwrap().split(',').map(|part| part.trim().split("::").next().unwrap()).collect()
            }
            None => vec![rest.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap()],
        };
        used.extend(names.into_iter().map(str::to_owned));
    }
    used
}

#[test]
fn each_folder_uses_only_what_the_table_allows() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(folder) = folder_of(&path) else { continue };
        let allowed =
            MAY_USE.iter().find(|(name, _)| *name == folder).unwrap_or_else(|| panic!("{folder} is not in the table")).1;
        for used in used_folders(production(&text)) {
            let is_folder = MAY_USE.iter().any(|(name, _)| *name == used);
            if is_folder && used != folder && !allowed.contains(&used.as_str()) {
                faults.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_file_of_a_folder_is_in_an_import_cycle() {
    let mut faults = Vec::new();
    for (folder, _) in MAY_USE {
        let uses = uses_within(folder);
        for start in uses.keys() {
            let mut reached: BTreeSet<&str> = BTreeSet::new();
            let mut open: Vec<&str> = uses[start].iter().map(String::as_str).collect();
            while let Some(next) = open.pop() {
                if reached.insert(next) {
                    open.extend(uses.get(next).into_iter().flatten().map(String::as_str));
                }
            }
            if reached.contains(start.as_str()) {
                faults.push(format!("src/{folder}/{start}.rs uses {:?}", uses[start]));
            }
        }
    }
    assert!(faults.is_empty(), "import cycles: {faults:#?}");
}

/// Which file of a folder uses which other ones, by module name or by a name that `mod.rs` re-exports from it.
fn uses_within(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let files = files_below(&root().join("src").join(folder), &["rs"]);
    let stem = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut homes: BTreeMap<String, String> = files.iter().map(|path| (stem(path), stem(path))).collect();
    let module = std::fs::read_to_string(root().join("src").join(folder).join("mod.rs")).unwrap();
    for (position, _) in module.match_indices("pub use ") {
        let statement = module[position + "pub use ".len()..].split(';').next().unwrap();
        let (file, names) = statement.trim_start_matches("self::").split_once("::").unwrap();
        for name in names.trim_matches(['{', '}']).split(',').map(str::trim).filter(|name| !name.is_empty()) {
            homes.insert(name.to_owned(), file.to_owned());
        }
    }
    let mut uses = BTreeMap::new();
    for path in files.iter().filter(|path| stem(path) != "mod") {
        let text = std::fs::read_to_string(path).unwrap();
        let text = production(&text);
        let mut used = BTreeSet::new();
        for prefix in ["super::".to_owned(), format!("crate::{folder}::")] {
            for (position, _) in text.match_indices(&prefix) {
                let rest = &text[position + prefix.len()..];
                let listed = rest.strip_prefix('{').map(|list| list.split('}').next().unwrap());
                let parts: Vec<&str> = listed.map_or_else(|| vec![rest], |list| list.split(',').collect());
                let is_part_of_name = |character: &char| character.is_alphanumeric() || *character == '_';
                let words = parts.into_iter().map(|part| part.trim().chars().take_while(is_part_of_name).collect::<String>());
                used.extend(words.filter_map(|word| homes.get(&word).cloned()).filter(|file| *file != stem(path)));
            }
        }
        uses.insert(stem(path), used);
    }
    uses
}

#[test]
fn files_are_small_and_say_what_they_are_for() {
    let mut files: Vec<PathBuf> = ["src", "tests"].iter().flat_map(|folder| files_below(&root().join(folder), &["rs"])).collect();
    files.extend(files_below(&root().join("web/src"), &["ts", "svelte"]));
    files.extend(files_below(&root().join("migrations"), &["sql"]));
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = production(&text).lines().count();
        let is_generated = GENERATED.iter().any(|generated| path.ends_with(generated));
        assert!(lines <= LINES_MAX || is_generated, "{} has {lines} lines", path.display());
        let first = text.lines().next().unwrap_or_default();
        let is_described = ["//!", "// ", "/* ", "/** ", "<!--", "-- "].iter().any(|opening| first.starts_with(opening));
        assert!(is_described, "{} does not open with a sentence: {first}", path.display());
        let stem = path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_lowercase();
        assert!(!FORBIDDEN_NAMES.contains(&stem.as_str()), "{} says nothing by its name", path.display());
    }
}

#[test]
fn no_statement_is_put_together_at_run_time() {
    for (path, text) in sources() {
        for forbidden in ["AssertSqlSafe", "QueryBuilder"] {
            assert!(!text.contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |database: &str| -> BTreeSet<String> {
        let files = files_below(&root().join("migrations").join(database), &["sql"]);
        files.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn nothing_is_left_behind() {
    for (path, text) in sources() {
        for mark in ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("] {
            assert!(!text.contains(mark), "{} holds {mark}", path.display());
        }
    }
}

/// The packages of the program with their features, as `cargo tree` tells them for these kinds of dependencies.
fn features(kinds: &str) -> BTreeSet<String> {
    let arguments = ["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}|{f}", "--edges", kinds];
    let output = std::process::Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

/// Where tests turn on another feature of a dependency, cargo compiles the program twice: for the tests, and for who starts it.
#[test]
fn the_tests_turn_on_no_feature_of_the_program() {
    let (alone, tested) = (features("normal,build"), features("normal,build,dev"));
    assert!(alone.len() > 100, "{}", alone.len());
    let different: Vec<_> = alone.difference(&tested).collect();
    assert!(different.is_empty(), "name these features in [dependencies] too: {different:?}");
}
