//! Files that are none, too much, or a trap: refused with a sentence, and nothing of them is kept.
use std::io::{Cursor, Read, Write};

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures_util::stream;

use crate::imports_support::{Walk, messy, table, upload};
use crate::office::Office;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// Nothing is kept: no import, and no file.
async fn keeps_nothing(office: &Office) {
    assert!(office.store.imports(10, None).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_no_table_is_kept_nowhere() {
    let office = Office::open().await;
    for (name, bytes) in [
        ("ảnh.xlsx", PNG.to_vec()),
        ("rỗng.csv", Vec::new()),
        ("tài liệu.pdf", b"%PDF-1.7\n1 0 obj\n".to_vec()),
        ("cụt.xlsx", messy("sixty_rows.xlsx").into_iter().take(900).collect()),
        ("trang.xls", b"<html><table><tr><td>1</td></tr></table></html>".to_vec()),
    ] {
        let sent = upload(&office, "minh", name, bytes).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", sent.text());
        assert_eq!(sent.json()["code"], "unreadable_file", "{name}");
        assert!(sent.json()["detail"].as_str().is_some_and(|detail| detail.chars().count() > 5), "{name}");
    }
    keeps_nothing(&office).await;
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_while_it_comes() {
    let office = Office::open().await;
    let headers = [("content-type", "application/octet-stream"), ("content-length", "268435457")];
    let told = office.send("minh", "POST", "/api/imports?file_name=a.csv", &headers, Body::empty()).await;
    assert_eq!(told.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", told.text());
    // Who does not say how long it is finds out once it is too long; nothing more is read then.
    let piece = Bytes::from(vec![b'a'; 1024 * 1024]);
    let taken = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&taken);
    let endless = stream::repeat_with(move || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok::<_, std::io::Error>(piece.clone())
    });
    let sent = upload(&office, "minh", "dài.csv", Body::from_stream(endless)).await;
    assert_eq!((sent.status, sent.json()["code"].as_str().unwrap()), (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"));
    assert_eq!(taken.load(std::sync::atomic::Ordering::Relaxed), 257);
    keeps_nothing(&office).await;
}

#[tokio::test]
async fn a_connection_that_breaks_off_leaves_nothing() {
    let office = Office::open().await;
    let broken = stream::iter([Ok(Bytes::from_static(b"name,kind\n")), Err(std::io::Error::other("gone"))]);
    let sent = upload(&office, "minh", "ds.csv", Body::from_stream(broken)).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{}", sent.text());
    keeps_nothing(&office).await;
}

#[tokio::test]
async fn a_form_and_a_nameless_file_are_refused() {
    let office = Office::open().await;
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    let form = office.send("minh", "POST", "/api/imports?file_name=a.csv", &headers, "--x--").await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for query in ["", "?file_name=", "?file_name=%2F", "?name=a.csv"] {
        let sent = office.send("minh", "POST", &format!("/api/imports{query}"), &[], table(&[])).await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{query}");
    }
    keeps_nothing(&office).await;
}

#[tokio::test]
async fn a_file_keeps_its_bytes_and_its_name_but_no_folder() {
    let office = Office::open().await;
    let bytes = messy("sixty_rows.xlsx");
    let walk = Walk::begin(&office, "nga", "../thư mục/Danh sách “60”.xlsx", bytes.clone()).await;
    let import = walk.rehearsed("nga").await;
    assert_eq!((import["file"]["name"].as_str(), import["file"]["format"].as_str()), (Some("Danh sách “60”.xlsx"), Some("xlsx")));
    let file = office.get("nga", &walk.path("/file")).await;
    assert_eq!((file.status, file.body.as_slice()), (StatusCode::OK, bytes.as_slice()));
    assert!(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''Danh%20s"), "{:?}", file.headers);
}

/// A workbook behind a password is a compound file with an encrypted package in it.
fn with_password() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for name in ["EncryptionInfo", "EncryptedPackage"] {
        file.create_stream(name).unwrap().write_all(&[7; 5_000]).unwrap();
    }
    file.into_inner().into_inner()
}

/// A workbook whose sheet unpacks to 72 MiB of nothing.
fn bomb() -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(messy("sixty_rows.xlsx"))).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut entry = from.by_index(place).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().into_owned();
        to.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(bytes).unwrap();
            bytes = text.replace("<sheetData>", &format!("<sheetData>{}", "<row/>".repeat(12 * 1024 * 1024))).into_bytes();
        }
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_password_and_a_bomb_are_told() {
    let office = Office::open().await;
    let sent = upload(&office, "minh", "kín.xlsx", with_password()).await;
    assert_eq!((sent.status, sent.json()["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("unreadable_file")));
    assert!(sent.json()["detail"].as_str().unwrap().contains("mật khẩu"), "{}", sent.text());
    let sent = upload(&office, "minh", "bom.xlsx", bomb()).await;
    let (status, text) = (sent.status, sent.text());
    if status == StatusCode::CREATED {
        let walk = Walk { office: &office, id: sent.json()["id"].as_i64().unwrap() };
        let import = walk.rehearsed("minh").await;
        assert_eq!(import["progress"]["stage"], "failed", "{import:#}");
        assert!(import["progress"]["problem"].as_str().is_some_and(|problem| problem.contains("sheet1.xml")), "{import:#}");
        let rows = office.get("minh", &walk.path("/rows")).await;
        assert_eq!((rows.status, rows.json()["code"].as_str()), (StatusCode::CONFLICT, Some("not_rehearsed")));
    } else {
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    }
}

#[tokio::test]
async fn reports_the_marked_workbook_and_the_template_are_taken_away() {
    let office = Office::open().await;
    let walk = Walk::begin(&office, "nga", "Danh sách.xlsx", messy("sixty_rows.xlsx")).await;
    let report = office.get("nga", &walk.path("/report")).await;
    assert_eq!((report.status, report.json()["rows"].as_array().map(Vec::len)), (StatusCode::OK, Some(64)), "{}", report.text());
    let csv = office.get("nga", &walk.path("/report?f=csv&lang=en")).await;
    assert_eq!((csv.status, csv.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(csv.text().contains("hai phẩy năm") && csv.header("content-disposition").contains("csv"), "{}", csv.text());
    assert_eq!(office.get("nga", &walk.path("/report?f=pdf")).await.status, StatusCode::BAD_REQUEST);
    let template = "/api/imports/template?region=01".to_owned();
    for path in [walk.path("/report?f=xlsx"), walk.path("/marked"), template] {
        let answer = office.get("nga", &path).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"), "{path}");
        assert!(answer.header("content-type").contains("spreadsheetml") && answer.body.starts_with(b"PK"), "{path}");
        assert!(answer.header("content-disposition").starts_with("attachment; filename*=UTF-8''"), "{path}");
        // What is taken away can be brought again.
        let again = upload(&office, "nga", "lại.xlsx", answer.body).await;
        assert_eq!(again.status, StatusCode::CREATED, "{path}: {}", again.text());
    }
    assert_eq!(office.get("nga", "/api/imports/template?region=99").await.status, StatusCode::BAD_REQUEST);
}
