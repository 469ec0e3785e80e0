//! What is read from each file of `tests/fixtures/`: the oddity it is named after, as facts or as a finding with its place.
use std::sync::LazyLock;

use agriatlas::domain::{Finding, Message, PositionAccuracy, SiteFacts, SiteKind, Vocabulary};
use agriatlas::geography::Geography;
use agriatlas::ingest::{FileError, RowOutcome, plan_import, read_rows, starter_vocabulary};

use crate::program::fixture;

pub static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(|| Geography::shipped().unwrap());
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(starter_vocabulary().unwrap()));

/// The facts of the rows that are taken, and what was found.
struct Reading {
    taken: Vec<SiteFacts>,
    findings: Vec<Finding>,
    unknown_columns: Vec<String>,
}

fn read(name: &str) -> Result<Reading, FileError> {
    let (readings, unknown_columns) = read_rows(&std::fs::read(fixture(name)).unwrap(), &VOCABULARY, &GEOGRAPHY)?;
    let (mut taken, mut findings) = (Vec::new(), Vec::new());
    for row in plan_import(readings, &[], &GEOGRAPHY).rows {
        match row.outcome {
            RowOutcome::Create(facts) => taken.push(*facts),
            RowOutcome::Refused => {
                let is_said = row.findings.iter().any(|finding| finding.severity.code() == "refused");
                assert!(is_said, "line {} is refused without a word", row.row);
            }
            other => panic!("{other:?}"),
        }
        findings.extend(row.findings);
    }
    findings.iter().for_each(|finding| assert!(is_in_both_languages(&finding.message), "{finding:?}"));
    Ok(Reading { taken, findings, unknown_columns })
}

fn is_in_both_languages(message: &Message) -> bool {
    !message.vi.is_empty() && !message.en.is_empty() && message.vi != message.en
}

impl Reading {
    /// Line, column, code and value of every refusal.
    fn refusals(&self) -> Vec<(u64, &str, &str, &str)> {
        let refusals = self.findings.iter().filter(|finding| finding.severity.code() == "refused");
        let place = |finding: &Finding| finding.row.unwrap();
        let refusals = refusals.map(|finding| {
            let (column, value) = (finding.column.as_deref().unwrap_or(""), finding.value.as_deref().unwrap_or(""));
            (place(finding), column, finding.code.code(), value)
        });
        refusals.collect()
    }

    fn warnings(&self) -> Vec<(u64, &str, &str)> {
        let warnings = self.findings.iter().filter(|finding| finding.severity.code() == "warning");
        warnings.map(|finding| (finding.row.unwrap(), finding.column.as_deref().unwrap_or(""), finding.code.code())).collect()
    }

    fn names(&self) -> Vec<&str> {
        self.taken.iter().map(|facts| facts.name.as_str()).collect()
    }
}

#[test]
fn vietnamese_headers_and_semicolons() {
    let reading = read("semicolon_and_vietnamese_headers.csv").unwrap();
    assert_eq!(reading.refusals(), []);
    assert_eq!(reading.unknown_columns, ["Ghi chú nội bộ"]);
    let [garden, barn] = &reading.taken[..] else { panic!("{:?}", reading.names()) };
    assert_eq!((garden.kind, garden.area_ha), (SiteKind::Model, Some(1.5)));
    assert_eq!(garden.technologies, ["greenhouse", "drip_irrigation"]);
    assert_eq!(garden.placement.former_commune.unwrap().to_string(), "2024-09823");
    assert_eq!((garden.address.commune.as_deref(), barn.area_ha), (Some("X. Đan Phượng"), Some(0.5)));
}

#[test]
fn tabs_and_a_byte_order_mark() {
    let reading = read("tab_separated_with_bom.csv").unwrap();
    assert_eq!((reading.names(), reading.refusals()), (vec!["Vườn mẫu Hướng Dương"], vec![]));
}

#[test]
fn a_file_that_cannot_be_read_at_all_is_refused_with_the_place() {
    for (name, words) in [
        ("missing_sector_column.csv", ["sector", "Tên, Loại hình, Tỉnh"]),
        ("latin_1_bytes.csv", ["2", "Vuon mau Ho"]),
        ("unclosed_quote.csv", ["2", "CSV"]),
        ("unclosed_quote_at_the_end.csv", ["3", "CSV"]),
        ("two_columns_of_one_meaning.csv", ["“Tên”", "“name”"]),
    ] {
        let message = read(name).err().unwrap_or_else(|| panic!("{name} was taken")).message();
        assert!(is_in_both_languages(&message), "{message:?}");
        for word in words {
            assert!(message.vi.contains(word) && message.en.contains(word), "{name}: {word}: {message:?}");
        }
    }
}

#[test]
fn formulas_are_refused_however_they_are_hidden() {
    let reading = read("formula_cell.csv").unwrap();
    assert_eq!(
        reading.refusals(),
        [
            (2, "Tên", "formula_cell", "=HYPERLINK(\"http://mau.example\")"),
            (3, "abstract", "formula_cell", "@SUM(A1)"),
            (4, "Tên", "formula_cell", "\u{200b}=1+1"),
        ]
    );
    assert_eq!(reading.names(), ["=Vườn mẫu có dấu bằng", "+84"]);
}

#[test]
fn swapped_foreign_and_half_points() {
    let reading = read("swapped_longitude_and_latitude.csv").unwrap();
    assert_eq!(
        reading.refusals(),
        [
            (2, "Kinh độ", "swapped_coordinates", "21.09"),
            (3, "Kinh độ", "outside_vietnam", "2.35"),
            (4, "Vĩ độ", "missing_value", ""),
        ]
    );
    let point = reading.taken[0].placement.point.unwrap();
    assert_eq!((point.lon, point.lat, reading.taken[0].placement.accuracy), (105.68, 21.09, Some(PositionAccuracy::Reported)));
}

#[test]
fn ragged_rows() {
    let reading = read("ragged_rows.csv").unwrap();
    let lines: Vec<(u64, &str)> = reading.refusals().into_iter().map(|(line, _, code, _)| (line, code)).collect();
    assert_eq!(lines, [(2, "ragged_row"), (4, "ragged_row")]);
    assert_eq!(reading.refusals()[0].3, "Vườn mẫu Thiếu Ô | model | crop");
    assert_eq!(reading.names(), ["Vườn mẫu Đủ Ô"]);
    assert_eq!(read("surplus_empty_cells.csv").unwrap().names(), ["Vườn mẫu Ô Trống Thừa"], "Excel writes such cells");
}

#[test]
fn unknown_terms() {
    let reading = read("unknown_terms.csv").unwrap();
    assert_eq!(
        reading.refusals(),
        [
            (2, "Loại hình", "unknown_term", "nông trại ma"),
            (3, "Công nghệ", "unknown_term", "nhà màng; máy bay giấy; phép màu"),
            (3, "Công nghệ", "unknown_term", "nhà màng; máy bay giấy; phép màu"),
            (4, "Nhóm sản phẩm", "sector_mismatch", "vegetables"),
        ]
    );
    assert!(reading.findings[0].message.vi.contains("cooperative"), "what is allowed is named");
}

#[test]
fn duplicate_rows_with_crlf_and_blank_lines_bear_their_own_lines() {
    let reading = read("duplicate_rows.csv").unwrap();
    assert_eq!(reading.refusals(), [(4, "Tên mô hình", "duplicate_row", "  VƯỜN  MẪU song sinh")]);
    assert!(reading.findings.iter().any(|finding| finding.message.en.contains("line 2")), "{:?}", reading.findings);
    assert_eq!(reading.taken.len(), 2);
}

#[test]
fn places_old_and_new() {
    let [site] = &read("new_style_address_without_district.csv").unwrap().taken[..] else { panic!() };
    assert_eq!(site.placement.commune.unwrap().to_string(), "10015");
    let [site] = &read("ended_commune.csv").unwrap().taken[..] else { panic!() };
    assert_eq!(site.placement.former_commune.unwrap().to_string(), "2024-10096");
    assert_eq!(site.address.commune.as_deref(), Some("Xã Đồng Phú"), "what was written is kept");
    let reading = read("ambiguous_commune.csv").unwrap();
    assert_eq!(reading.refusals(), [(2, "Xã", "ambiguous_place", "Xã Tân Phú")]);
    assert_eq!(reading.names(), ["Vườn mẫu Hai Nơi Nữa"]);
}

#[test]
fn decimal_commas_and_thousands() {
    let reading = read("decimal_comma.csv").unwrap();
    let [site] = &reading.taken[..] else { panic!("{:?}", reading.names()) };
    assert_eq!((site.area_ha, site.herd_size, site.members), (Some(0.25), Some(10_000), Some(1_200)));
    assert!(reading.warnings().contains(&(3, "area_ha", "invalid_value")), "1.500 ha may mean 1500: {:?}", reading.warnings());
    assert_eq!(
        reading.refusals(),
        [
            (3, "herd_size", "invalid_value", "12.5"),
            (4, "area_ha", "invalid_value", "1.2.3"),
            (4, "herd_size", "invalid_value", "1.2.3"),
            (4, "members", "invalid_value", "-4"),
        ]
    );
}

#[test]
fn dates_and_sources() {
    let reading = read("dates_and_sources.csv").unwrap();
    assert_eq!(
        reading.refusals(),
        [
            (2, "verified_on", "invalid_value", "1500-01-01"),
            (3, "verified_on", "invalid_value", "2026-06-30T10:00"),
            (4, "source_url", "invalid_value", "javascript:alert(1)"),
            (5, "source_date", "invalid_value", "31/02/2023"),
        ]
    );
    let [first, second] = &reading.taken[0].sources[..] else { panic!("{:?}", reading.taken[0].sources) };
    assert_eq!((first.title.as_deref(), first.url.as_deref()), (None, Some("https://mau.example/a")));
    assert_eq!((second.title.as_deref(), second.url.as_deref()), (Some("Bài mẫu hai"), Some("https://mau.example/b")));
    assert_eq!((first.date.map(|date| date.to_string()), second.date), (Some("2024".to_owned()), None));
    // Dates as they are written in Vietnam, a kind by its abbreviation, a bullet, and a newspaper's name within one title.
    let site = &reading.taken[1];
    let [source] = &site.sources[..] else { panic!("{:?}", site.sources) };
    assert_eq!(source.title.as_deref(), Some("- Bài mẫu | Báo Mẫu"));
    assert_eq!(source.date.map(|date| date.to_string()).as_deref(), Some("2023-06-26"));
    assert_eq!(site.verified_on.map(|date| date.to_string()).as_deref(), Some("2026-06-30"));
    assert_eq!(site.kind.code(), "cooperative");
}

#[test]
fn columns_of_names_of_today_are_the_address_where_there_is_no_other() {
    let reading = read("names_of_today_only.csv").unwrap();
    let [site] = &reading.taken[..] else { panic!("{:?}", reading.findings) };
    assert_eq!(site.placement.commune.unwrap().to_string(), "01147");
    assert_eq!((site.placement.accuracy.unwrap().code(), site.placement.commune_is_certain), ("commune", Some(true)));
}

#[test]
fn identifiers_and_operators() {
    let reading = read("operator_of_itself.csv").unwrap();
    assert_eq!(
        reading.refusals(),
        [
            // Held against an empty inventory.
            (2, "id", "unknown_id", "c-00001"),
            (3, "id", "unknown_id", "m-99999"),
            (4, "operator_id", "unknown_id", "e-99999"),
            (5, "id", "invalid_value", "x1"),
        ]
    );
}

#[test]
fn a_header_alone_and_a_column_without_a_title() {
    let reading = read("header_only.csv").unwrap();
    assert_eq!((reading.taken.len(), reading.findings.len()), (0, 0));
    let reading = read("untitled_column_with_text.csv").unwrap();
    assert_eq!(reading.unknown_columns, ["(cột/column 7)"], "text in a column without a title is not lost silently");
}
