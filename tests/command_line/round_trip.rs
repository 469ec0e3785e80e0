//! Export and import are each other's inverse: what the server hands out comes back without a change.
use crate::database::Database;
use crate::server::Server;

/// Names that spreadsheets would run, own points, closed sites, several sources with holes: everything a cell can hold.
const ODD: &str = "name,kind,sector,province,district,commune,lon,lat,position_accuracy,status,area_ha,abstract,source_title,source_url,source_date
\"'=1+1\",model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,,,,,,,,,
+84,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,,,,,,,,,
'- Vườn mẫu,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.6801234567,21.09,surveyed,closed,0.1,,,,
''Vườn mẫu có nháy,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,,105.68,21.09,reported,,12.345,,,,
\"Vườn mẫu “Dấu, phẩy; chấm\"\"phẩy\"\"\",model,crop,Tuyên Quang,,,,,,,0.0000001,\"'@tóm tắt; một | hai\",| Bài hai |,https://a.example/? | https://b.example | https://c.example,2024 | | 2023-12
";

/// Both languages of the export, imported again: nothing created, changed or refused.
pub fn an_export_comes_back_without_a_change(database: &Database) {
    let server = Server::start(database);
    let odd = database.write("lạ.csv", ODD);
    let outcome = database.run(&["import", &odd, "--json"]);
    assert_eq!(outcome.counts(), [5, 0, 0, 0], "{outcome:?}");
    while server.number_matched() != 254 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let before = database.recorded().unwrap();
    for language in ["vi", "en"] {
        let export = server.get(&format!("/api/collections/sites/export.csv?lang={language}"));
        assert_eq!(export.status, 200);
        let path = database.write(&format!("xuất-{language}.csv"), &export.body);
        let outcome = database.run(&["import", &path, "--json"]);
        assert_eq!(outcome.counts(), [0, 0, 254, 0], "{language}: {outcome:?}");
        assert_eq!(outcome.report()["unknown_columns"], serde_json::json!([]), "{language}");
        // Without a database too, the identifiers of an export are nothing to complain about.
        assert_eq!(database.run(&["check", &path, "--json"]).counts()[3], 0, "{language}");
    }
    assert_eq!(database.recorded().unwrap(), before);
    let formula = "SELECT name FROM site WHERE id = 'm-' || (SELECT substr(id, 3) FROM site WHERE name = '=1+1')";
    assert_eq!(database.ask(formula).as_deref(), Some("=1+1"));

    // Columns that somebody deleted in between say nothing either.
    let export = server.get("/api/collections/sites/export.csv?lang=en").body;
    for kept in [
        &["id", "name", "kind", "sector", "legacy_province"][..],
        &["id", "name", "kind", "sector", "legacy_province", "legacy_district", "source_title"],
    ] {
        let path = database.write("bớt cột.csv", only(&export, kept));
        let outcome = database.run(&["import", &path, "--json"]);
        assert_eq!(outcome.counts(), [0, 0, 254, 0], "{kept:?}: {outcome:?}");
    }
}

/// The same table with these columns only.
fn only(table: &[u8], kept: &[&str]) -> Vec<u8> {
    let table = table.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::Reader::from_reader(table);
    let titles = reader.headers().unwrap().clone();
    let places: Vec<usize> = kept.iter().map(|title| titles.iter().position(|other| other == *title).unwrap()).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(kept).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        writer.write_record(places.iter().map(|place| &record[*place])).unwrap();
    }
    writer.into_inner().unwrap()
}
