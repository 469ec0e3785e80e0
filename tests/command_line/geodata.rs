//! `agriatlas geodata build --check`: tells a file that is not what the data give.
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
