//! Imports that are kept, by command: listed, shown, taken back but for what was edited, and the workbook to fill in.
use serde_json::Value;

use crate::database::Database;
use crate::program::{command, fixture, run};

const ROWS: &str = "Tên mô hình,kind,sector,Tỉnh,Huyện,Xã,Diện tích (ha)
Vườn mẫu Ban Mai,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,\"1,5\"
Vườn mẫu Hoàng Hôn,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,2
";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn an_import_is_kept_listed_and_taken_back() {
    let database = Database::sqlite();
    assert_eq!(database.run(&["import", &fixture("header_only.csv")]).code, Some(0));
    assert_eq!(json(&database.run(&["imports", "list", "--json"]).out), serde_json::json!([]), "nothing was to be written");
    let path = database.write("hai vườn.csv", ROWS);
    let first = database.run(&["import", &path, "--json", "--author", "Sở mẫu"]);
    assert_eq!(first.counts(), [2, 0, 0, 0], "{first:?}");
    // The same again changes nothing and keeps nothing.
    assert_eq!(database.run(&["import", &path, "--json"]).counts(), [0, 0, 2, 0]);
    let list = json(&database.run(&["imports", "list", "--json"]).out);
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(
        (&list[0]["file_name"], &list[0]["state"], &list[0]["author"]),
        (&"hai vườn.csv".into(), &"committed".into(), &"Sở mẫu".into())
    );
    let id = list[0]["id"].to_string();
    let shown = json(&database.run(&["imports", "show", &id, "--json"]).out);
    assert_eq!((&shown["batches"][0]["created"], &shown["reach"]), (&2.into(), &"published".into()), "{shown}");
    assert!(database.run(&["imports", "show", &id]).out.contains("Sở mẫu"));
    assert!(database.run(&["imports", "list"]).out.contains("Đã ghi"));
    assert!(database.run(&["imports", "list", "--lang", "en"]).out.contains("Committed"));

    // Somebody edits one of the two.
    let edited = database.write("sửa.csv", ROWS.replace(",2\n", ",3\n"));
    assert_eq!(database.run(&["import", &edited, "--json", "--author", "người khác"]).counts(), [0, 1, 1, 0]);
    let before = database.recorded();
    let rehearsed = json(&database.run(&["imports", "undo", &id, "--dry-run", "--json"]).out);
    assert_eq!((&rehearsed["withdraw"], &rehearsed["keep"]), (&1.into(), &1.into()), "{rehearsed}");
    assert_eq!(database.recorded(), before);
    let undone = database.run(&["imports", "undo", &id, "--lang", "en"]);
    assert_eq!(undone.code, Some(1), "{undone:?}");
    assert!(undone.out.contains("1 sites withdrawn") && undone.out.contains("người khác"), "{}", undone.out);
    let kept =
        rehearsed["sites"].as_array().unwrap().iter().find(|site| site["does"] == "keep").unwrap()["site"].as_str().unwrap();
    let rest = database.run(&["imports", "undo", &id, "--revert", kept]);
    assert_eq!(rest.code, Some(0), "{rest:?}");
    let withdrawn = "SELECT CAST(COUNT(*) AS TEXT) FROM site WHERE status = 'withdrawn'";
    assert_eq!(database.ask(withdrawn).as_deref(), Some("2"));
    assert_eq!(database.run(&["imports", "undo", "999"]).code, Some(2));
    assert_eq!(database.run(&["imports", "undo", &id, "--revert", "x-1"]).code, Some(2));
}

#[test]
fn a_sheet_of_an_office_is_imported_as_it_is() {
    let database = Database::sqlite();
    let messy = |name: &str| format!("{}/tests/fixtures/messy/{name}", env!("CARGO_MANIFEST_DIR"));
    let long = database.run(&["import", &messy("sixty_rows.xlsx"), "--json"]);
    assert_eq!((long.code, long.counts()), (Some(1), [60, 0, 0, 0]), "{long:?}");
    // Findings name their sheet where there are several, and a sheet can be left out.
    let several = database.run(&["import", &messy("one_sheet_a_sector.xlsx"), "--dry-run", "--json"]).report();
    let sheets: std::collections::BTreeSet<&str> =
        several["findings"].as_array().unwrap().iter().filter_map(|finding| finding["sheet"].as_str()).collect();
    assert!(!sheets.is_empty(), "{several}");
    let left_out = *sheets.first().unwrap();
    let fewer = database.run(&["import", &messy("one_sheet_a_sector.xlsx"), "--dry-run", "--json", "--without-sheet", left_out]);
    assert!(fewer.report()["rows"].as_u64() < several["rows"].as_u64(), "{fewer:?}");
}

#[test]
fn the_workbook_to_fill_in_is_written_and_is_a_table() {
    let database = Database::sqlite();
    let path = database.folder.path().join("mẫu.xlsx");
    let path = path.to_str().unwrap();
    let written = run(command(&["template", "--region", "01", "--output", path]));
    assert_eq!(written.code, Some(0), "{written:?}");
    assert_eq!(database.run(&["import", path, "--dry-run", "--json"]).report()["refused"], 0);
    assert_eq!(run(command(&["template", "--region", "99", "--output", path])).code, Some(2));
}
