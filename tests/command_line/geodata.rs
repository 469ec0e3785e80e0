//! `agriatlas geodata`: tells a file of cells that is not what the data give; fills an empty database with synthetic sites.
use crate::program::{command, run};

#[test]
fn a_changed_file_of_cells_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cells.topojson");
    std::fs::write(&file, "{}").unwrap();
    let outcome = run(command(&["--lang", "en", "geodata", "build", "--check", "--folder", folder.path().to_str().unwrap()]));
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.out.contains("is not what the data give"), "{outcome:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "{}");
}

#[test]
fn a_missing_file_of_cells_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(command(&["geodata", "build", "--check", "--folder", folder.path().to_str().unwrap()]));
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(outcome.err.contains("không có tệp này"), "{outcome:?}");
}

#[test]
fn synthetic_sites_go_into_an_empty_database_only() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("synthetic.db").display());
    let synthesize = ["--lang", "en", "geodata", "synthesize", "150", "--seed", "7", "--database", &url];
    let made = run(command(&synthesize));
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.out.contains("150 synthetic sites"), "{made:?}");
    let checked = run(command(&["--lang", "en", "check", "--database", "--database-url", &url]));
    assert_eq!(checked.code, Some(0), "{checked:?}");
    let again = run(command(&synthesize));
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("holds sites"), "{again:?}");
}
