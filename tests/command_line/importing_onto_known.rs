//! A file that lacks columns changes nothing of what they would say: addresses, measured points, sources.
use agriatlas::domain::{Finding, PositionAccuracy, Site, SiteFacts};
use agriatlas::ingest::{RowOutcome, plan_import, read_rows};

use crate::fixtures::{GEOGRAPHY, VOCABULARY};

const WHOLE: &str = "name,kind,sector,province,district,commune,lon,lat,position_accuracy,source_title,source_url,source_date
Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.68,21.09,surveyed,Bài mẫu,https://mau.example/a,2024
";

fn plan(text: &str, sites: &[Site]) -> (Vec<RowOutcome>, Vec<Finding>) {
    let (readings, _) = read_rows(text.as_bytes(), &VOCABULARY, &GEOGRAPHY).unwrap();
    let rows = plan_import(readings, sites, &GEOGRAPHY).rows;
    let findings = rows.iter().flat_map(|row| row.findings.clone()).collect();
    (rows.into_iter().map(|row| row.outcome).collect(), findings)
}

fn recorded() -> Site {
    let (outcomes, findings) = plan(WHOLE, &[]);
    assert_eq!(findings, []);
    let [RowOutcome::Create(facts)] = &outcomes[..] else { panic!("{outcomes:?}") };
    Site { id: "m-00001".parse().unwrap(), facts: (**facts).clone(), updated_at: "2026-01-01T00:00:00Z".parse().unwrap() }
}

/// The facts after a file with one row for the recorded site, and what was found.
fn after(text: &str) -> (SiteFacts, Vec<Finding>) {
    let site = recorded();
    let (outcomes, findings) = plan(text, std::slice::from_ref(&site));
    match outcomes.into_iter().next().unwrap() {
        RowOutcome::Update(_, facts) => (*facts, findings),
        RowOutcome::Unchanged(_) => (site.facts, findings),
        other => panic!("{other:?} {findings:?}"),
    }
}

#[test]
fn an_identifier_of_another_kind_overwrites_nothing() {
    let text = "id,name,kind,sector,province\nm-00001,Công ty Mẫu,enterprise,crop,Thành phố Hà Nội\n";
    let (outcomes, findings) = plan(text, &[recorded()]);
    assert_eq!(outcomes, [RowOutcome::Refused]);
    let finding = findings.iter().find(|finding| finding.code.code() == "unknown_id").unwrap();
    let said = (finding.severity.code(), finding.column.as_deref(), finding.value.as_deref());
    assert_eq!(said, ("refused", Some("id"), Some("m-00001")));
}

#[test]
fn missing_columns_keep_address_point_and_sources() {
    let known = recorded().facts;
    for text in [
        "id,name,kind,sector,province\nm-00001,Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội\n",
        "id,name,kind,sector,province,district\nm-00001,Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,Huyện Đan Phượng\n",
        "name,kind,sector,province,district,commune\nVườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng\n",
        "id,name,kind,sector,province,source_title\nm-00001,Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,Bài mẫu\n",
        "id,name,kind,sector,province,lon,lat\nm-00001,Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,105.68,21.09\n",
    ] {
        let (facts, findings) = after(text);
        assert_eq!((facts, findings), (known.clone(), vec![]), "{text}");
    }
}

#[test]
fn columns_that_are_there_speak() {
    let (facts, _) =
        after("id,name,kind,sector,province,source_title\nm-00001,Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,Bài mới\n");
    assert_eq!(
        (facts.sources[0].title.as_deref(), facts.sources[0].url.as_deref()),
        (Some("Bài mới"), Some("https://mau.example/a"))
    );

    let (facts, _) =
        after("id,name,kind,sector,province,lon,lat\nm-00001,Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,105.69,21.1\n");
    let placement = &facts.placement;
    assert_eq!((placement.point.unwrap().lon, placement.accuracy), (105.69, Some(PositionAccuracy::Reported)));
    assert_eq!(facts.address.commune.as_deref(), Some("Xã Đan Phượng"));

    // Empty cells clear what may be cleared: the site goes back to the centre of its commune.
    let (facts, findings) = after(&WHOLE.replace("105.68,21.09,surveyed", ",,"));
    assert_eq!((facts.placement.accuracy, findings.len()), (Some(PositionAccuracy::Commune), 0));

    // Another province is another place, and what is missing is then not known.
    let (facts, findings) = after("id,name,kind,sector,province,lon,lat\nm-00001,Vườn mẫu Đo Đạc,model,crop,Tỉnh Nghệ An,,\n");
    assert_eq!((facts.address.commune, facts.placement.accuracy), (None, Some(PositionAccuracy::Province)));
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_point_or_accuracy_that_is_not_taken_is_said() {
    for (cells, column) in [("105.68,21.09,commune", "lon"), (",,surveyed", "position_accuracy")] {
        let (facts, findings) = after(&WHOLE.replace("105.68,21.09,surveyed", cells));
        assert_eq!(facts.placement.accuracy, Some(PositionAccuracy::Commune));
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!((finding.column.as_deref(), finding.severity.code()), (Some(column), "warning"));
    }
}

#[test]
fn a_row_that_is_refused_does_not_make_the_next_one_a_duplicate() {
    let text = "name,kind,sector,province,operator_id\nVườn mẫu Lặp,model,crop,Hà Nội,e-99999\nVườn mẫu Lặp,model,crop,Hà Nội,\n";
    let (outcomes, _) = plan(text, &[]);
    assert!(matches!(outcomes[..], [RowOutcome::Refused, RowOutcome::Create(_)]), "{outcomes:?}");
}

#[test]
fn a_site_cannot_run_itself() {
    let site = recorded();
    let text = "id,name,kind,sector,province,Mã đơn vị vận hành\nm-00001,Vườn mẫu Đo Đạc,model,crop,Hà Nội,m-00001\n";
    let (outcomes, findings) = plan(text, &[site]);
    assert!(matches!(outcomes[..], [RowOutcome::Refused]));
    assert!(findings.iter().any(|finding| finding.column.as_deref() == Some("Mã đơn vị vận hành")), "{findings:?}");
}
