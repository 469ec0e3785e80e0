//! Importing with the binary: what is committed, what a second time changes, and what a rehearsal leaves alone.
use serde_json::Value;

use crate::database::{Database, Recorded};
use crate::program::fixture;

const MIXED: &str = "Tên mô hình,kind,sector,Tỉnh,Huyện,Xã,Diện tích (ha)
Vườn mẫu Ban Mai,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,\"1,5\"
Vườn mẫu Hỏng,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,nhiều
Hợp tác xã mẫu Ban Mai,Hợp tác xã,Trồng trọt,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,
";

fn seeded(database: &Database) -> Recorded {
    assert_eq!(database.run(&["import", &fixture("header_only.csv")]).code, Some(0));
    let recorded = database.recorded().unwrap();
    assert_eq!(recorded, Recorded { revision: 1, sites: 249, history: 249, batches: 1 });
    recorded
}

fn starter_text() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/inventory/starter_inventory.csv")).unwrap()
}

/// Good rows are committed and bad ones told; the same file again changes nothing and makes no batch.
pub fn a_file_is_imported_once(database: &Database) {
    seeded(database);
    let path = database.write("trộn lẫn.csv", MIXED);
    let first = database.run(&["import", &path, "--json", "--author", "Sở mẫu"]);
    assert_eq!((first.code, first.counts()), (Some(1), [2, 0, 0, 1]), "{first:?}");
    let finding = &first.report()["findings"][0];
    assert_eq!(
        (&finding["row"], &finding["column"], &finding["value"]),
        (&3.into(), &"Diện tích (ha)".into(), &"nhiều".into()),
        "{finding}"
    );
    let after = database.recorded().unwrap();
    assert_eq!(after, Recorded { revision: 2, sites: 251, history: 251, batches: 2 });
    let batch = "SELECT origin || '|' || author || '|' || file_name FROM batch WHERE id = 2";
    assert_eq!(database.ask(batch).as_deref(), Some("import|Sở mẫu|trộn lẫn.csv"));

    let second = database.run(&["import", &path, "--json"]);
    assert_eq!((second.code, second.counts()), (Some(1), [0, 0, 2, 1]), "{second:?}");
    assert_eq!(database.recorded().unwrap(), after);
    // Nobody by that name: the import is still recorded under one.
    let path = database.write("thêm.csv", MIXED.replace("Ban Mai", "Hoàng Hôn"));
    assert_eq!(database.run(&["import", &path, "--author", " "]).code, Some(1));
    assert_eq!(database.ask("SELECT author FROM batch WHERE id = 3").as_deref(), Some("agriatlas import"));
}

/// `--dry-run` reports the same and writes nothing, not even a database that is not there yet.
pub fn a_rehearsal_writes_nothing(database: &Database) {
    let path = database.write("trộn lẫn.csv", MIXED);
    let early = database.run(&["import", &path, "--dry-run", "--json"]);
    assert_eq!((early.code, early.counts(), &early.report()["is_rehearsal"]), (Some(1), [2, 0, 0, 1], &Value::Bool(true)));
    assert_eq!(database.recorded(), None);
    if database.is_sqlite() {
        assert!(!database.file().exists(), "a rehearsal made the database");
    }
    let starter = database.write("starter.csv", starter_text());
    assert_eq!(database.run(&["import", &starter, "--dry-run", "--json"]).counts(), [0, 0, 249, 0]);
    assert_eq!(database.recorded(), None);

    let before = seeded(database);
    let late = database.run(&["import", &path, "--dry-run", "--json"]);
    assert_eq!((late.code, late.report()), (early.code, early.report()));
    assert_eq!(database.recorded().unwrap(), before);
    let text = database.run(&["import", &path, "--dry-run", "--lang", "en"]).out;
    assert!(text.contains("rehearsal, nothing written"), "{text}");
}

/// The starter file on a seeded database: 249 unchanged.
pub fn the_starter_file_changes_nothing(database: &Database) {
    let before = seeded(database);
    let path = database.write("starter.csv", starter_text());
    let outcome = database.run(&["import", &path, "--json"]);
    assert_eq!(outcome.counts(), [0, 0, 249, 0]);
    let expected = if outcome.report()["findings"].as_array().unwrap().is_empty() { 0 } else { 1 };
    assert_eq!(outcome.code, Some(expected));
    assert_eq!(database.recorded().unwrap(), before);
}

/// A changed cell changes exactly its site, keeps its identifier, and stands in the history before and after.
pub fn a_changed_cell_changes_its_site_only(database: &Database) {
    seeded(database);
    let text = starter_text();
    let line = text.lines().find(|line| line.starts_with("Hợp tác xã Đan Hoài,")).unwrap();
    let changed = text.replace(line, &line.replacen(",,2,,,2004,", ",,\"2,75\",,,2004,", 1));
    assert_ne!(changed, text);

    let path = database.write("sửa.csv", changed);
    let outcome = database.run(&["import", &path, "--json"]);
    assert_eq!(outcome.counts(), [0, 1, 248, 0], "{outcome:?}");
    assert_eq!(database.recorded().unwrap(), Recorded { revision: 2, sites: 249, history: 250, batches: 2 });

    let id = database.ask("SELECT id FROM site WHERE name = 'Hợp tác xã Đan Hoài'").unwrap();
    let entry = "SELECT site_id || '|' || operation || '|' || CAST(facts_before AS TEXT) FROM site_history WHERE sequence = 250";
    let before = database.ask(entry).unwrap();
    let after = database.ask("SELECT CAST(facts_after AS TEXT) FROM site_history WHERE sequence = 250").unwrap();
    let [site, operation, before] = before.splitn(3, '|').collect::<Vec<_>>()[..] else { panic!("{before}") };
    assert_eq!((site, operation), (&*id, "update"));
    let facts = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let (mut before, after) = (facts(before), facts(&after));
    assert_eq!((&before["area_ha"], &after["area_ha"]), (&2.0.into(), &2.75.into()));
    before["area_ha"] = 2.75.into();
    assert_eq!(before, after, "nothing else changed");
    assert_eq!(database.ask("SELECT CAST(COUNT(*) AS TEXT) FROM site WHERE revision = 2").as_deref(), Some("1"));
}
