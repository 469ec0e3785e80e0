//! Statistics and gaps as files, read back by the library that reads spreadsheets: sheets, headers, numbers, notes.
use std::io::Cursor;

use crate::support::{self, content_type, get, json};

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn workbook(path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let answer = get(path).await;
    assert_eq!(content_type(&answer), XLSX, "{path}");
    open_workbook_from_rs(Cursor::new(answer.body)).unwrap()
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap()
}

/// The position of a heading in the first row.
fn column(sheet: &Range<Data>, heading: &str) -> usize {
    let headings: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    headings.iter().position(|found| found == heading).unwrap_or_else(|| panic!("no {heading} in {headings:?}"))
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        Data::Int(number) => *number as f64,
        other => panic!("{other:?} is no number"),
    }
}

#[tokio::test]
async fn a_table_comes_as_what_the_client_accepts() {
    for path in ["/api/statistics?by=province", "/api/statistics/gaps?by=province"] {
        for (accept, expected) in [
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/csv;q=0.9, application/json;q=0.5", "text/csv; charset=utf-8"),
            ("application/json, text/csv", "application/json"),
            ("*/*", "application/json"),
            ("text/csv;q=0.2, */*;q=0.1", "text/csv; charset=utf-8"),
            (XLSX, XLSX),
        ] {
            let answer = support::get_with(path, &[("accept", accept)]).await;
            assert_eq!((answer.status.as_u16(), content_type(&answer)), (200, expected), "{path} {accept}");
            let same = get(&format!("{path}&f={}", expected.split(['/', ';']).nth(1).unwrap())).await;
            assert!(accept == XLSX || answer.body == same.body, "{path} {accept}");
        }
        let refused = support::get_with(&format!("{path}&lang=en"), &[("accept", "image/png, text/csv;q=0")]).await;
        assert_eq!(refused.status, 406);
        assert!(refused.text().contains("application/json, text/csv, application/vnd."), "{}", refused.text());
        // A tag of one format is none of another.
        let json = support::get_with(path, &[("accept", "application/json")]).await;
        let tag = json.header("etag").to_owned();
        assert_eq!(support::get_with(path, &[("accept", "application/json"), ("if-none-match", &tag)]).await.status, 304);
        assert_eq!(support::get_with(path, &[("accept", "text/csv"), ("if-none-match", &tag)]).await.status, 200);
    }
}

#[tokio::test]
async fn the_workbook_has_the_numbers_of_the_interface_as_numbers() {
    let answer = get("/api/statistics?by=province&f=xlsx").await;
    let name = answer.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"thong-ke-tinh-20") && name.ends_with(".xlsx\""), "{name}");
    let mut book = workbook("/api/statistics?by=province&f=xlsx").await;
    assert_eq!(book.sheet_names(), ["Thống kê", "Số liệu công bố", "Chỉ tiêu", "Thông tin"]);

    let expected = json("/api/statistics?by=province").await;
    let main = sheet(&mut book, "Thống kê");
    let rows: Vec<_> = main.rows().skip(1).collect();
    assert_eq!(rows.len(), expected["rows"].as_array().unwrap().len() + 1, "the rows and the total");
    let columns = ["Tổng số điểm", "Trồng trọt", "Mô hình", "Diện tích (ha)", "Số công bố mới nhất", "Tỷ lệ bao phủ"];
    let [total, crop, model, area, reported, coverage] = columns.map(|heading| column(&main, heading));
    for (row, wanted) in rows.iter().zip(expected["rows"].as_array().unwrap()) {
        assert_eq!(row[0], Data::String(wanted["id"].as_str().unwrap().to_owned()), "ids keep their zeros");
        assert_eq!(number(&row[total]), wanted["total"].as_f64().unwrap());
        assert_eq!(number(&row[crop]), wanted["sector"]["crop"].as_f64().unwrap());
        assert_eq!(number(&row[model]), wanted["kind"]["model"].as_f64().unwrap());
        assert_eq!(number(&row[area]), wanted["area_ha"].as_f64().unwrap());
        if wanted["coverage"].is_null() {
            assert_eq!((&row[reported], &row[coverage]), (&Data::Empty, &Data::Empty));
        } else {
            assert_eq!(number(&row[reported]), wanted["coverage"]["reported"].as_f64().unwrap());
            assert_eq!(number(&row[coverage]), wanted["coverage"]["ratio"].as_f64().unwrap());
        }
    }
    let last = rows.last().unwrap();
    assert_eq!((&last[1], number(&last[total])), (&Data::String("Tổng cộng".into()), 249.0));

    let totals = sheet(&mut book, "Số liệu công bố");
    let counts: Vec<f64> = totals.rows().skip(1).map(|row| number(&row[column(&totals, "Số công bố")])).collect();
    assert!(counts.contains(&406.0) && counts.contains(&393.0) && counts.len() == 15, "{counts:?}");
    let indicators = sheet(&mut book, "Chỉ tiêu");
    assert_eq!(indicators.rows().skip(1).filter(|row| row[column(&indicators, "Mục tiêu")] != Data::Empty).count(), 6);
    let about = sheet(&mut book, "Thông tin");
    let says = |what: &str| about.rows().find(|row| row[0] == Data::String(what.into())).map(|row| row[1].to_string()).unwrap();
    assert_eq!(says("Bộ lọc"), "Tất cả các điểm");
    assert!(says("Giấy phép").contains("CC BY 4.0") && says("Bản đồ hành chính").contains("34 tỉnh"));
    assert_eq!(says("Số điểm"), "249");
}

#[tokio::test]
async fn the_header_is_frozen_and_can_be_filtered_and_coverage_is_a_percentage() {
    let answer = get("/api/statistics?by=province&f=xlsx").await;
    let mut files = zip::ZipArchive::new(Cursor::new(answer.body)).unwrap();
    let mut read = |name: &str| std::io::read_to_string(files.by_name(name).unwrap()).unwrap();
    let main = read("xl/worksheets/sheet1.xml");
    assert!(
        main.contains("state=\"frozen\"") && main.contains("ySplit=\"1\"") && main.contains("<autoFilter ref=\"A1:"),
        "{main}"
    );
    assert!(!main.contains("<f>"), "no cell is a formula");
    assert!(read("xl/styles.xml").contains("formatCode=\"0.0%\""));
}

#[tokio::test]
async fn a_workbook_in_english_and_one_without_any_row() {
    let mut book =
        workbook("/api/statistics?by=former_district&region=2024-277&sector=fisheries&kind=enterprise&lang=en&f=xlsx").await;
    assert_eq!(book.sheet_names(), ["Statistics", "Reported totals", "Indicators", "About"]);
    let main = sheet(&mut book, "Statistics");
    assert_eq!(main.rows().next_back().unwrap()[1], Data::String("Total".into()));
    assert!(column(&main, "Former district") == 1 && column(&main, "Coverage") > 10);
    assert_eq!(sheet(&mut book, "Indicators").rows().count(), 1, "headings only");
}

#[tokio::test]
async fn csv_has_one_row_a_unit_and_says_what_it_is() {
    let answer = get("/api/statistics?by=former_district&region=01&f=csv").await;
    assert_eq!(content_type(&answer), "text/csv; charset=utf-8");
    assert!(answer.header("content-disposition").contains("thong-ke-huyen-cu-20"));
    let text = answer.text();
    assert!(text.starts_with("\u{feff}Mã,\"Quận, huyện cũ\",Thuộc,Tổng số điểm,Trồng trọt"), "{}", &text[..200]);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |heading: &str| headings.iter().position(|found| found == heading).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let expected = json("/api/statistics?by=former_district&region=01").await;
    assert_eq!(rows.len(), expected["rows"].as_array().unwrap().len() + 1);
    let me_linh = rows.iter().find(|row| &row[0] == "2024-250").unwrap();
    assert_eq!((&me_linh[at("Số công bố mới nhất")], &me_linh[at("Thời điểm công bố")]), ("18", "2018"));
    assert!(!me_linh[at("Nguồn công bố")].is_empty() && me_linh[at("Tỷ lệ bao phủ")].parse::<f64>().is_ok());
    assert!(rows[0][at("Ghi chú xuất tệp")].contains("CC BY 4.0") && rows[1][at("Ghi chú xuất tệp")].is_empty());
}

#[tokio::test]
async fn no_name_becomes_a_formula_in_any_file() {
    let mut sites = support::starter_sites();
    sites.truncate(1);
    sites[0].facts.name = "=HYPERLINK(\"http://x\")".to_owned();
    let state = agriatlas::http::SharedState::new("http://localhost".parse().unwrap());
    state.publish(std::sync::Arc::new(support::snapshot_of(sites)));
    let app = agriatlas::http::build_router(state);
    let path = "/api/statistics/gaps?by=commune&max_km=500&f=";
    let csv = support::send(app.clone(), "GET", &format!("{path}csv"), &[]).await.text();
    assert!(csv.contains(",\"'=HYPERLINK"), "{}", csv.lines().nth(1).unwrap());
    let bytes = support::send(app, "GET", &format!("{path}xlsx"), &[]).await.body;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let gaps = sheet(&mut book, "Khoảng trống");
    assert_eq!(gaps.rows().nth(1).unwrap()[5], Data::String("=HYPERLINK(\"http://x\")".into()), "text, as it is");
    assert!(book.worksheet_formula("Khoảng trống").unwrap().is_empty());
}

#[tokio::test]
async fn gaps_come_as_a_workbook_that_says_how_sure_the_boundaries_are() {
    let mut book = workbook("/api/statistics/gaps?by=province&max_km=30&sector=fisheries&f=xlsx").await;
    assert_eq!(book.sheet_names(), ["Khoảng trống", "Thông tin"]);
    let expected = json("/api/statistics/gaps?by=province&max_km=30&sector=fisheries").await;
    let main = sheet(&mut book, "Khoảng trống");
    let (communes, share) = (column(&main, "Số xã"), column(&main, "Tỷ lệ xã trống"));
    assert_eq!(main.rows().count(), 35);
    for (row, wanted) in main.rows().skip(1).zip(expected["rows"].as_array().unwrap()) {
        assert_eq!(row[0], Data::String(wanted["id"].as_str().unwrap().into()));
        assert_eq!(
            (number(&row[communes]), number(&row[share])),
            (wanted["communes"].as_f64().unwrap(), wanted["share"].as_f64().unwrap())
        );
    }
    let about = sheet(&mut book, "Thông tin");
    let says = |what: &str| about.rows().find(|row| row[0] == Data::String(what.into())).map(|row| row[1].to_string()).unwrap();
    assert!(says("Ghi chú").contains("ranh giới gần đúng"));
    assert!(says("Khoảng trống").contains("30 km") && says("Bộ lọc").contains("Thủy sản"));
}
