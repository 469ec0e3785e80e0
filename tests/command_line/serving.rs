//! A server from its first start on: the seed, what another process imports, the ETag, the log.
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::database::{Database, Recorded};
use crate::server::Server;

const ONE_MORE: &str =
    "name,kind,sector,province,district,commune\nVườn mẫu Vừa Thêm,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng\n";

/// Announces its address on standard output and nothing else there, and is ready with all 249 sites.
pub fn a_fresh_server_serves_the_starter_inventory(database: &Database) {
    let mut server = Server::start(database);
    assert!(server.announcement.starts_with("AgriAtlas đang chạy tại http://127.0.0.1:"), "{}", server.announcement);
    assert_eq!((server.get("/readyz").status, server.get("/healthz").status), (200, 200));
    assert_eq!(server.number_matched(), 249);
    assert_eq!(database.recorded(), Some(Recorded { revision: 1, sites: 249, history: 249, batches: 1 }));
    // Links lead to the address it listens on.
    let items = server.get("/api/collections/sites/items?limit=1").json();
    let href = items["links"][0]["href"].as_str().unwrap();
    assert!(href.starts_with(&format!("http://{}/", server.address)), "{href}");
    server.terminate();
    assert_eq!(server.wait().code(), Some(0));
    assert_eq!(server.later_output(), Vec::<String>::new());
    let password = database.url.split(':').nth(2).and_then(|rest| rest.split('@').next()).filter(|_| !database.is_sqlite());
    assert!(password.is_none_or(|password| !server.log().contains(password)), "the log holds the password");
}

/// What another process imports is served soon after, under another ETag.
pub fn an_import_becomes_visible_and_changes_the_etag(database: &Database) {
    let server = Server::start(database);
    let path = "/api/collections/sites/items?limit=1";
    let before = server.get(path);
    let etag = before.header("etag").unwrap().to_owned();
    let asking = format!("If-None-Match: {etag}\r\n");
    let same = server.get_with(path, &asking);
    assert_eq!((same.status, same.body.len()), (304, 0));

    let file = database.write("thêm.csv", ONE_MORE);
    assert_eq!(database.run(&["import", &file]).code, Some(0));
    let committed = Instant::now();
    while server.number_matched() != 250 {
        assert!(committed.elapsed() < Duration::from_secs(5), "the import is not visible: {}", server.log());
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("import visible after {:?}", committed.elapsed());
    let after = server.get_with(path, &asking);
    assert_eq!((after.status, after.json()["revision"].as_i64()), (200, Some(2)));
    assert_ne!(after.header("etag").unwrap(), etag);
    // The same file once more changes nothing, so what a client holds stays good.
    assert_eq!(database.run(&["import", &file]).code, Some(0));
    std::thread::sleep(Duration::from_millis(600));
    let asking = format!("If-None-Match: {}\r\n", after.header("etag").unwrap());
    assert_eq!(server.get_with(path, &asking).status, 304);
}

/// Of servers that find an empty database together, one seeds it.
pub fn two_servers_on_a_fresh_database_seed_it_once(database: &Database) {
    let [first, second] = std::thread::scope(|scope| {
        let starting = [(); 2].map(|()| scope.spawn(|| Server::start(database)));
        starting.map(|server| server.join().unwrap())
    });
    assert_eq!((first.number_matched(), second.number_matched()), (249, 249));
    assert_eq!(database.recorded(), Some(Recorded { revision: 1, sites: 249, history: 249, batches: 1 }));
}

#[test]
fn each_request_is_one_json_line_with_an_id_and_without_its_query() {
    let mut server = Server::start(&Database::sqlite());
    let answer = server.get("/api/collections/sites/nearest?lon=105.7&lat=20.9&q=bi-mat-cua-toi");
    let id = answer.header("x-request-id").unwrap().to_owned();
    server.get("/khong-co-trang-nay?lon=105.7");
    server.terminate();
    server.wait();
    let log = server.log();
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let requests: Vec<&Value> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert_eq!(requests.len(), 2, "{log}");
    assert_eq!((&requests[0]["request_id"], &requests[0]["status"]), (&id.as_str().into(), &answer.status.into()));
    assert!(requests[1]["request_id"].as_str().is_some_and(|id| id.len() == 32), "{log}");
    for secret in ["105.7", "bi-mat-cua-toi", "lon="] {
        assert!(!log.contains(secret), "the log holds {secret}: {log}");
    }
}
