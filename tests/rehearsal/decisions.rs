//! What people decide of rows that may be a site known already, and where senders may write.
use agriatlas::domain::{ImportReach, Site, SiteFacts, Status};
use agriatlas::ingest::rehearsal::RehearsedOutcome::{Changed, Created, Refused, Skipped, Unchanged};

use crate::{committed, everything, open, rehearsed, rehearsed_with, settings, try_rehearse};

const HEADER: &str = "name,kind,sector,province,district,commune,lon,lat,area_ha,technologies,certifications\n";

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}{}\n", rows.join("\n")).into_bytes()
}

fn recorded() -> Vec<Site> {
    committed(&rehearsed(
        &csv(&["HTX Đan Hoài,cooperative,crop,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.68,21.09,1.5,greenhouse,"]),
        &[],
    ))
}

const NEAR: &str =
    "Hợp tác xã Đan Hoài,cooperative,crop,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.681,21.09,,drip_irrigation,vietgap";

#[test]
fn a_site_near_by_with_a_similar_name_is_told_as_data_and_decided_by_people() {
    let sites = recorded();
    let file = csv(&[NEAR]);
    let read = rehearsed(&file, &sites);
    assert_eq!(read.outcomes(), [Created]);
    let [duplicate] = &read.row(2).duplicates[..] else { panic!("{:?}", read.row(2)) };
    assert_eq!((duplicate.site, duplicate.name.as_str(), duplicate.row), (Some(sites[0].id), "HTX Đan Hoài", None));
    assert!((90.0..120.0).contains(&duplicate.distance_m.unwrap()) && read.row(2).needs_look);
    let decided = |decision: &str| settings(&format!(r#"{{"decisions": [{{"sheet": "", "row": 2, {decision}}}]}}"#));
    let kept = rehearsed_with(&file, &sites, &decided(r#""decision": "keep_both""#));
    assert_eq!((kept.outcomes(), kept.row(2).duplicates.len(), kept.row(2).needs_look), (vec![Created], 0, false));
    let skipped = rehearsed_with(&file, &sites, &decided(r#""decision": "skip""#));
    assert_eq!((skipped.outcomes(), skipped.summary.counts.skipped), (vec![Skipped], 1));
    let merged = rehearsed_with(&file, &sites, &decided(&format!(r#""decision": "merge", "site": "{}""#, sites[0].id)));
    assert_eq!(merged.outcomes(), [Changed]);
    let facts = merged.row(2).facts.as_ref().unwrap();
    assert_eq!(
        (facts.name.as_str(), facts.area_ha, facts.technologies[0].as_str()),
        ("HTX Đan Hoài", Some(1.5), "drip_irrigation")
    );
    assert_eq!((facts.certifications[0].as_str(), merged.row(2).site), ("vietgap", Some(sites[0].id)));
    let unknown = rehearsed_with(&file, &sites, &decided(r#""decision": "merge", "site": "m-99999""#));
    assert_eq!(unknown.outcomes(), [Refused]);
}

#[test]
fn a_later_row_completes_an_earlier_one_of_the_file() {
    let file = csv(&[
        "HTX Đan Hoài,cooperative,crop,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,,,1.5,,",
        "Trang trại Khác,model,livestock,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,,,,,",
        "HTX Đan Hoài,cooperative,crop,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.68,21.09,9,,vietgap",
        NEAR,
    ]);
    let read = rehearsed(&file, &[]);
    assert_eq!(read.outcomes(), [Created, Created, Refused, Created]);
    assert_eq!(read.row(4).duplicates[0].row, Some(2));
    assert_eq!(read.codes(4), ["duplicate_row"]);
    let said = settings(
        r#"{"decisions": [{"sheet": "", "row": 4, "decision": "merge"}, {"sheet": "", "row": 5, "decision": "merge"}]}"#,
    );
    let merged = rehearsed_with(&file, &[], &said);
    assert_eq!(merged.outcomes(), [Created, Created, Skipped, Skipped]);
    let facts = merged.row(2).facts.as_ref().unwrap();
    assert_eq!((facts.area_ha, facts.placement.point.unwrap().lon), (Some(1.5), 105.68), "the earlier row speaks first");
    assert_eq!(
        (facts.certifications.as_slice(), facts.technologies.as_slice()),
        (&["vietgap".to_owned()][..], &["drip_irrigation".to_owned()][..])
    );
    let alone = settings(r#"{"decisions": [{"sheet": "", "row": 3, "decision": "merge"}]}"#);
    assert_eq!(rehearsed_with(&file, &[], &alone).outcomes()[1], Refused);
    let both = settings(r#"{"decisions": [{"sheet": "", "row": 4, "decision": "keep_both"}]}"#);
    assert_eq!(rehearsed_with(&file, &[], &both).outcomes(), [Created, Created, Created, Created]);
}

#[test]
fn what_was_withdrawn_is_made_anew() {
    let mut sites = recorded();
    let file = csv(&["HTX Đan Hoài,cooperative,crop,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.68,21.09,1.5,greenhouse,"]);
    assert_eq!(rehearsed(&file, &sites).outcomes(), [Unchanged]);
    sites[0].facts.status = Status::Withdrawn;
    let again = rehearsed(&file, &sites);
    assert_eq!((again.outcomes(), again.row(2).duplicates.len()), (vec![Created], 0));
}

#[test]
fn a_row_where_its_sender_may_write_nothing_is_refused_with_the_place() {
    let file =
        csv(&["HTX A,cooperative,crop,Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,,,,,", "HTX B,cooperative,crop,Tuyên Quang,,,,,,,"]);
    let hanoi = |_: Option<&SiteFacts>, facts: &SiteFacts| {
        (facts.address.province.as_deref() == Some("Hà Nội")).then_some(ImportReach::InReview)
    };
    let read = try_rehearse(&mut open(&file), &[], &Default::default(), &hanoi).unwrap();
    assert_eq!((read.outcomes(), read.row(2).reach), (vec![Created, Refused], Some(ImportReach::InReview)));
    let finding = read.row(3).findings.iter().find(|finding| finding.code.code() == "outside_region").unwrap();
    assert!(finding.message.vi.contains("Tuyên Quang") && finding.message.en.contains("Tuyên Quang"), "{finding:?}");
    assert_eq!((read.summary.by_reach.in_review, read.summary.by_reach.published), (1, 0));
    let all = try_rehearse(&mut open(&file), &[], &Default::default(), &everything).unwrap();
    assert_ne!(all.summary.digest, read.summary.digest);
}
