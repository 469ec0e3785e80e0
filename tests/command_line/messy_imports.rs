//! What the import engine makes of understood sheets: sites with facts, and findings that point at the office's own cells.
use agriatlas::domain::{PositionAccuracy, Severity, SiteFacts};
use agriatlas::ingest::table::{Corrections, Reference, understand};
use agriatlas::ingest::{PlannedRow, RowOutcome, plan_import, read_understood};

use crate::fixtures::{GEOGRAPHY, VOCABULARY};
use crate::messy_sheets::sheets;

fn planned(file: &str) -> Vec<PlannedRow> {
    let corrections = Corrections::default();
    let reference = Reference { vocabulary: &VOCABULARY, gazetteer: GEOGRAPHY.gazetteer(), corrections: &corrections };
    let tables = sheets(file).into_iter().flat_map(|sheet| understand(&sheet, reference));
    let readings = tables.flat_map(|table| read_understood(&table, &VOCABULARY, &GEOGRAPHY, None)).collect();
    plan_import(readings, &[], &GEOGRAPHY).rows
}

fn created(rows: &[PlannedRow]) -> Vec<&SiteFacts> {
    let facts = rows.iter().filter_map(|row| match &row.outcome {
        RowOutcome::Create(facts) => Some(facts.as_ref()),
        _ => None,
    });
    facts.collect()
}

#[test]
fn a_messy_list_becomes_sites() {
    let rows = planned("title_rows_and_merged_headers.xlsx");
    let sites = created(&rows);
    assert_eq!(sites.len(), 12);
    let first = sites[0];
    assert_eq!((first.name.as_str(), first.area_ha, first.established_year), ("HTX hoa lan Đan Hoài", Some(2.5), Some(2004)));
    assert_eq!(first.technologies, ["greenhouse", "drip_irrigation", "cold_storage"]);
    assert_eq!(first.revenue_vnd_per_year, Some(4_200_000_000));
    assert!(first.placement.former_commune.is_some() && first.placement.province.is_some());
    let told = serde_json::to_string(&sites.iter().map(|site| format!("{site:?}")).collect::<Vec<_>>()).unwrap();
    assert!(!told.contains("0900") && !told.contains("Nguyễn Văn Một"), "a contact is among the facts");
}

#[test]
fn every_row_of_the_long_list_is_taken_and_each_mistake_stands_at_its_cell() {
    let rows = planned("sixty_rows.xlsx");
    assert_eq!(rows.len(), 60);
    assert_eq!(created(&rows).len(), 60);
    let told: Vec<(u64, &str, &str)> = rows
        .iter()
        .flat_map(|row| &row.findings)
        .filter(|finding| finding.severity == Severity::Warning && finding.code.code() != "commune_uncertain")
        .filter(|finding| finding.value.as_deref() != Some("Trồng trên giá thể dớn"))
        .map(|finding| (finding.row.unwrap(), finding.column.as_deref().unwrap_or(""), finding.value.as_deref().unwrap_or("")))
        .collect();
    for cell in [(10, "Diện tích (ha)", "hai phẩy năm"), (24, "Năm bắt đầu", "không nhớ"), (37, "Xã", "Ngọc Lếch")]
    {
        assert!(told.contains(&cell), "{cell:?}: {told:?}");
    }
}

#[test]
fn coordinates_of_sheets_become_points_in_their_communes() {
    let rows = planned("degrees_dms_and_vn2000.xlsx");
    let sites = created(&rows);
    let own = sites.iter().filter(|site| site.placement.accuracy == Some(PositionAccuracy::Reported)).count();
    assert_eq!((sites.len(), own), (13, 11));
}
