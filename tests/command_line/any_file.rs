//! No file makes import panic, and every data row of any table is accounted for exactly once.
use agriatlas::ingest::{ImportPlan, plan_import, read_rows};
use proptest::prelude::*;

use crate::fixtures::{GEOGRAPHY, VOCABULARY};

const HEADERS: &[&str] = &[
    "id",
    "Tên",
    "kind",
    "sector",
    "subsector",
    "technologies",
    "certifications",
    "area_ha",
    "herd_size",
    "members",
    "established_year",
    "Doanh thu",
    "status",
    "Tỉnh",
    "Huyện",
    "Xã",
    "lon",
    "lat",
    "position_accuracy",
    "operator_id",
    "abstract",
    "source_title",
    "source_url",
    "source_date",
    "confidence",
    "verified_on",
    "Ghi chú",
    "",
];

fn cell() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        " ",
        "model",
        "Mô hình",
        "crop",
        "livestock",
        "Hà Nội",
        "Huyện Đan Phượng",
        "Xã Đan Phượng",
        "greenhouse; biogas",
        "vegetables",
        "1,5",
        "10.000",
        "-1",
        "2020",
        "105.8",
        "21",
        "surveyed",
        "commune",
        "m-00001",
        "c-00001",
        "=1+1",
        "'=1",
        "https://a.vn | ",
        "| b",
        "2024-02-30",
        "2024",
        "high",
        "published",
        "draft",
        "\u{feff}",
        "Ứ\u{300}",
        "٣",
        "−5",
        "1e5",
        "\0",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[ -~\n\r\"|;,]{0,12}"]
}

/// A well-formed table with the required columns and some others, and its number of rows.
fn table() -> impl Strategy<Value = (String, usize)> {
    let columns = prop::sample::subsequence(HEADERS.to_vec(), 0..HEADERS.len());
    (columns, prop::collection::vec(prop::collection::vec(cell(), 0..30), 0..12), prop::bool::ANY).prop_map(
        |(mut columns, rows, is_square)| {
            for required in ["Tên", "kind", "sector", "Tỉnh"] {
                if !columns.contains(&required) {
                    columns.push(required);
                }
            }
            let quoted = |cells: Vec<String>| {
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\r\n"
            };
            let mut text = quoted(columns.iter().map(|title| (*title).to_owned()).collect());
            let mut count = 0;
            for mut cells in rows {
                if is_square {
                    cells.resize(columns.len(), String::new());
                }
                count += usize::from(cells.iter().any(|cell| !cell.trim().is_empty()));
                text += &quoted(cells);
            }
            (text, count)
        },
    )
}

fn plan_whatever(bytes: &[u8]) -> Option<ImportPlan> {
    let (readings, _) = read_rows(bytes, &VOCABULARY, &GEOGRAPHY).map_err(|error| error.message()).ok()?;
    let plan = plan_import(readings, &[], &GEOGRAPHY);
    for row in &plan.rows {
        assert!(row.findings.iter().all(|finding| finding.row == Some(row.row)), "{row:?}");
    }
    Some(plan)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        plan_whatever(&bytes);
        let header = "name,kind,sector,province\n".as_bytes();
        plan_whatever(&[header, &bytes].concat());
    }

    #[test]
    fn arbitrary_text_never_panics(text in "[a-zA-ZđĐạà0-9\"',;|\t\r\n =+@-]{0,300}") {
        plan_whatever(text.as_bytes());
        plan_whatever(format!("Tên;Loại hình;Lĩnh vực;Tỉnh\r\n{text}").as_bytes());
    }

    #[test]
    fn every_row_is_accounted_for_once((text, rows) in table()) {
        let Some(plan) = plan_whatever(text.as_bytes()) else { panic!("refused: {text:?}") };
        prop_assert_eq!(plan.rows.len(), rows, "{}", text);
    }
}
