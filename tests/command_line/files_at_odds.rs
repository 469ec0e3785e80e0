//! Files that are no tables or far too much: a sentence, exit 2, quickly, and not a trace in any database.
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

use crate::database::Database;
use crate::program::{command, fixture, run};

/// Exit 2, a sentence of the program on standard error, nothing on standard output, and no database.
fn refused(database: &Database, arguments: &[&str]) -> String {
    let outcome = database.run(arguments);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""), "{arguments:?}: {outcome:?}");
    assert!(outcome.err.starts_with("agriatlas: ") && outcome.err.lines().count() == 1, "{}", outcome.err);
    outcome.err
}

#[test]
fn what_cannot_be_opened_makes_no_database() {
    let database = Database::sqlite();
    let folder = database.folder.path().to_str().unwrap().to_owned();
    let oversized = database.write("lớn.csv", "");
    // A sparse file: nothing of it is on the disk, and nothing of it may be read.
    File::options().write(true).open(&oversized).unwrap().set_len(300 * 1024 * 1024 * 1024).unwrap();
    for (path, vietnamese, english) in [
        ("không có.csv", "không có tệp này", "cannot be read"),
        (&*folder, "thư mục", "cannot be read"),
        (&*oversized, "tối đa 256 MiB", "at most 256 MiB"),
    ] {
        for verb in ["import", "check"] {
            assert!(refused(&database, &[verb, path]).contains(vietnamese), "{path}");
            assert!(refused(&database, &[verb, path, "--lang", "en"]).contains(english), "{path}");
        }
        assert!(!database.file().parent().unwrap().exists(), "{path} left a database behind");
    }
}

#[test]
fn what_holds_nothing_is_refused() {
    let database = Database::sqlite();
    for (name, bytes) in
        [("rỗng.csv", &b""[..]), ("bom.csv", b"\xef\xbb\xbf"), ("trắng.csv", b" \r\n\r\n\t\n"), ("phẩy.csv", b",,,\n,\n")]
    {
        let path = database.write(name, bytes);
        assert!(refused(&database, &["check", &path]).contains("rỗng"), "{name}");
        assert!(refused(&database, &["import", &path, "--dry-run", "--lang", "en"]).contains("empty"), "{name}");
    }
    assert!(!database.file().exists());
}

#[test]
fn a_file_that_is_refused_whole_writes_nothing() {
    let database = Database::sqlite();
    assert_eq!(database.run(&["import", &fixture("header_only.csv")]).code, Some(0));
    let before = database.recorded();
    let picture = database.write("ảnh.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let cut = database.write("cụt.xlsx", b"PK\x03\x04\x14\0\0\0");
    for path in [fixture("unclosed_quote.csv"), picture, cut] {
        refused(&database, &["import", &path]);
    }
    assert_eq!(database.recorded(), before);
}

/// Other encodings are read, and what a table lacks is told at each row.
#[test]
fn a_file_that_is_not_quite_ours_is_read_as_far_as_it_goes() {
    let database = Database::sqlite();
    for (name, counts) in [
        ("latin_1_bytes.csv", [1, 0, 0, 0]),
        ("missing_sector_column.csv", [0, 0, 0, 1]),
        ("two_columns_of_one_meaning.csv", [0, 0, 0, 1]),
    ] {
        let outcome = database.run(&["check", &fixture(name), "--json"]);
        assert_eq!((outcome.code, outcome.counts()), (Some(1), counts), "{name}: {outcome:?}");
    }
}

#[test]
fn two_million_rows_are_refused_quickly_and_in_little_memory() {
    let database = Database::sqlite();
    let path = database.folder.path().join("hai triệu dòng.csv");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    writeln!(file, "name,kind,sector,province,district,commune").unwrap();
    for number in 0..2_000_000 {
        writeln!(file, "Vườn mẫu {number},model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng").unwrap();
    }
    file.into_inner().unwrap().sync_all().unwrap();
    let started = Instant::now();
    // More than the file itself and the units of Vietnam is not needed to count its rows.
    let limited = format!("ulimit -v {}; exec \"$0\" import \"$1\"", 900 * 1024);
    let mut shell = std::process::Command::new("bash");
    shell.args(["-c", &limited, env!("CARGO_BIN_EXE_agriatlas")]).arg(&path);
    // The limit counts addresses: of the 64 MiB that glibc sets aside for every thread hardly anything is memory.
    shell.env("AGRIATLAS_DATABASE_URL", &database.url).env("MALLOC_ARENA_MAX", "2");
    let outcome = run(shell);
    println!("2,000,000 rows refused after {:?}", started.elapsed());
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(outcome.err.contains("500000"), "{}", outcome.err);
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(database.recorded().is_none_or(|recorded| recorded.sites == 249 && recorded.revision == 1));
}

#[test]
fn check_needs_no_database_and_tells_by_its_exit_status() {
    let database = Database::sqlite();
    for (name, code) in
        [("tab_separated_with_bom.csv", 0), ("header_only.csv", 0), ("ragged_rows.csv", 1), ("unclosed_quote.csv", 2)]
    {
        assert_eq!(database.run(&["check", &fixture(name)]).code, Some(code), "{name}");
    }
    // An unreachable database does not matter either.
    let mut unreachable = command(&["check", &fixture("header_only.csv")]);
    unreachable.env("AGRIATLAS_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
    assert_eq!(run(unreachable).code, Some(0));
    let starter = concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/inventory/starter_inventory.csv");
    assert_eq!(database.run(&["check", starter, "--json"]).counts(), [249, 0, 0, 0]);
    assert!(!database.file().exists(), "check made a database");
}

#[test]
fn the_report_comes_in_both_languages_and_as_json() {
    let path = fixture("ragged_rows.csv");
    let (vietnamese, english) = (run(command(&["check", &path])).out, run(command(&["check", &path, "--lang", "en"])).out);
    assert!(vietnamese.contains("dòng 2: từ chối: Dòng có 3 ô, tiêu đề có 6 cột"), "{vietnamese}");
    assert!(english.contains("line 2: refused: The row has 3 cells, the header 6 columns"), "{english}");
    let report = run(command(&["check", &path, "--json"])).report();
    assert_eq!((&report["file"], &report["rows"]), (&"ragged_rows.csv".into(), &3.into()));
    let finding = &report["findings"][0];
    assert_eq!((&finding["row"], &finding["code"], &finding["severity"]), (&2.into(), &"ragged_row".into(), &"refused".into()));
    assert!(finding["message"]["vi"] != finding["message"]["en"], "{finding}");
}

#[test]
fn a_value_cannot_draw_on_the_terminal() {
    let database = Database::sqlite();
    let path = database.write("màu.csv", "name,kind,sector,province\n\u{9b}31mđỏ,model,crop,\"Xa\u{85}\nlạ\"\n");
    let outcome = database.run(&["check", &path]);
    assert_eq!(outcome.code, Some(1));
    assert!(!outcome.out.contains(['\u{9b}', '\u{85}']), "{:?}", outcome.out);
}
