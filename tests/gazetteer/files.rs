//! A file the gazetteer cannot be built from is refused with its name, its line and what is wrong there.

use agriatlas::domain::{Extent, RegionId, Succession};
use agriatlas::gazetteer::{Gazetteer, GazetteerFiles};

const UNITS: &str =
    "id,code,level,type,name,full_name,name_ascii,parent_id,lon,lat,min_lon,min_lat,max_lon,max_lat,area_km2,valid_from,valid_to
01,01,province,Thành phố,Hà Nội,Thành phố Hà Nội,Ha Noi,,105.7,21.0,,,,,,2025-07-01,
00004,00004,commune,Phường,Ba Đình,Phường Ba Đình,Ba Dinh,01,105.83,21.03,,,,,2.9,2025-07-01,
00008,00008,commune,Phường,Ngọc Hà,Phường Ngọc Hà,Ngoc Ha,01,105.81,21.03,,,,,2.6,2025-07-01,
2024-01,01,province,Thành phố,Hà Nội,Thành phố Hà Nội,Ha Noi,,105.8,21.0,,,,,,,2025-07-01
2024-001,001,district,Quận,Ba Đình,Quận Ba Đình,Ba Dinh,2024-01,105.82,21.03,105.7,21.0,105.9,21.1,,,2025-07-01
2024-00001,00001,commune,Phường,Phúc Xá,Phường Phúc Xá,Phuc Xa,2024-001,105.84,21.04,,,,,,,2025-07-01
2024-00006,00006,commune,Phường,Vĩnh Phúc,Phường Vĩnh Phúc,Vinh Phuc,2024-001,105.80,21.04,,,,,,,2025-07-01
";
const SUCCESSION: &str = "predecessor_id,successor_id,extent,is_default
2024-01,01,whole,true
2024-00001,00004,whole,true
2024-00006,00008,part,true
2024-00006,00004,part,false
";
const ALIASES: &str = "former_name,parent_id,became_id,became_name,since
Phường Cống Vị,2024-001,2024-00006,Vĩnh Phúc,2025-01-01
";

const REPORTED_TOTALS: &str = "as_of,region_id,region,kind,sector,count,source_title,source,source_kind
2024,01,Thành phố Hà Nội,model,,393,Hội nghị,Báo Phụ nữ Thủ đô,programme
2024-06,01,Thành phố Hà Nội,model,,390,Bài báo,https://example.vn/1,press
2018,2024-001,Quận Ba Đình,model,crop,18,Luận văn,https://example.vn/2,press
";
const INDICATORS: &str = "indicator,label_vi,label_en,unit,region_id,sector,as_of,actual,target
share,Tỷ lệ,Share,percent,01,,2022,35,
share,Tỷ lệ,Share,percent,01,crop,2025,,45
";

const FILES: GazetteerFiles<'_> = GazetteerFiles {
    units: UNITS,
    succession: SUCCESSION,
    aliases: ALIASES,
    reported_totals: REPORTED_TOTALS,
    indicators: INDICATORS,
};

fn built(units: &str, succession: &str, aliases: &str) -> Result<Gazetteer, String> {
    Gazetteer::from_files(&GazetteerFiles { units, succession, aliases, ..FILES }).map_err(|error| error.to_string())
}

#[test]
fn good_files_are_taken() {
    let gazetteer = built(UNITS, SUCCESSION, ALIASES).unwrap();
    assert_eq!(gazetteer.regions().count(), 7);
}

#[test]
fn a_fault_in_the_units_names_its_line() {
    for (old, new, line, what) in [
        ("id,code", "code,id", 1, "the header must be"),
        ("00008,00008", "00004,00004", 4, "id 00004 stands twice"),
        ("00008,00008,commune", "00008,00008,province", 4, "level does not fit"),
        ("00008,00008,", "00008,00009,", 4, "code or level"),
        ("Ngoc Ha,01", "Ngoc Ha,02", 4, "the parent “02”"),
        ("Ngoc Ha,01", "Ngoc Ha,2024-01", 4, "the parent “2024-01”"),
        ("Ngoc Ha,01", "Ngoc Ha,", 4, "the parent “”"),
        ("Phuc Xa,2024-001", "Phuc Xa,2024-01", 7, "the parent “2024-01”"),
        ("105.81,21.03", "21.03,105.81", 4, "outside Vietnam"),
        ("105.81,21.03", "NaN,21.03", 4, "outside Vietnam"),
        ("105.81,21.03", "east,21.03", 4, "cell 9: “east”"),
        ("105.7,21.0,105.9,21.1", "105.7,21.0,,21.1", 6, "lacks an edge"),
        ("105.7,21.0,105.9,21.1", "105.9,21.0,105.7,21.1", 6, "the box is wrong"),
        ("Phường,Ngọc Hà,Phường", "Quận,Ngọc Hà,Quận", 4, "type, name or level"),
        ("Phường Ngọc Hà", "Xã Ngọc Hà", 4, "type, name or level"),
        ("2.6,2025-07-01,", "2.6,soon,", 4, "cell 16: “soon”"),
        ("2.6,2025-07-01,", "2.6,2025-07-01", 4, "16 cells"),
    ] {
        assert!(UNITS.contains(old), "{old}");
        let error = built(&UNITS.replacen(old, new, 1), SUCCESSION, ALIASES).unwrap_err();
        assert!(error.starts_with(&format!("admin_units.csv, line {line}: ")) && error.contains(what), "{old} → {new}: {error}");
    }
}

#[test]
fn a_fault_in_the_succession_names_its_line() {
    for (old, new, line, what) in [
        ("00004,whole,true", "00005,whole,true", 3, "no unit 00005"),
        ("2024-00001,00004", "00004,2024-00001", 3, "cannot become"),
        ("2024-00001,00004", "2024-00001,01", 3, "cannot become"),
        ("00004,part,false", "00008,part,false", 5, "stands twice"),
        ("00004,part,false", "00004,part,true", 5, "2 default successors"),
        ("00008,part,true", "00008,part,false", 5, "0 default successors"),
        ("00008,part,true", "00008,half,true", 4, "cell 3: “half”"),
        ("00008,part,true", "00008,part,yes", 4, "true or false"),
    ] {
        assert!(SUCCESSION.contains(old), "{old}");
        let error = built(UNITS, &SUCCESSION.replacen(old, new, 1), ALIASES).unwrap_err();
        assert!(
            error.starts_with(&format!("admin_succession.csv, line {line}: ")) && error.contains(what),
            "{old} → {new}: {error}"
        );
    }
}

#[test]
fn a_fault_in_the_aliases_names_its_line() {
    for (old, new) in
        [("Phường Cống", "Cống"), ("2024-001,", "2024-002,"), ("Vĩnh Phúc", "Phúc Xá"), ("2024-00006", "2024-00009")]
    {
        let error = built(UNITS, SUCCESSION, &ALIASES.replacen(old, new, 1)).unwrap_err();
        assert!(error.starts_with("admin_aliases.csv, line 2: "), "{old} → {new}: {error}");
    }
}

#[test]
fn reports_are_kept_side_by_side_newest_first() {
    let gazetteer = built(UNITS, SUCCESSION, ALIASES).unwrap();
    let reports = gazetteer.reports();
    let counts = |unit: &str| reports.totals_of(id(unit)).iter().map(|total| total.count).collect::<Vec<_>>();
    // “2024” ends with the year, so it is newer than June.
    assert_eq!((counts("01"), counts("2024-001"), counts("00004")), (vec![393, 390], vec![18], vec![]));
    let totals = reports.totals_of(id("01"));
    assert_eq!((totals[0].source_url(), totals[1].source_url()), (None, Some("https://example.vn/1")));
    let indicators = reports.indicators_of(id("01"));
    assert_eq!((indicators.len(), indicators[0].actual, indicators[1].target), (2, Some(35.0), Some(45.0)));
}

#[test]
fn a_fault_in_the_reports_names_its_line() {
    for (old, new, line, what) in [
        ("as_of,region_id", "date,region_id", 1, "the header must be"),
        ("2018,2024-001", "2018,2024-002", 4, "no unit 2024-002"),
        ("2018,2024-001", "2018,1", 4, "cell 2: “1”"),
        ("2018,2024-001", "2018-13,2024-001", 4, "cell 1: “2018-13”"),
        ("Quận Ba Đình", "Quận Hoàn Kiếm", 4, "not “Quận Hoàn Kiếm”"),
        ("model,crop", "model,fish", 4, "cell 5: “fish”"),
        ("model,crop", "farm,crop", 4, "cell 4: “farm”"),
        (",18,", ",-18,", 4, "cell 6: “-18”"),
        ("Luận văn", "", 4, "cell 7: “”"),
        ("example.vn/2,press", "example.vn/2,rumour", 4, "cell 9: “rumour”"),
        (
            "2024-06,01,Thành phố Hà Nội,model,,390,Bài báo,https://example.vn/1",
            "2024,01,Thành phố Hà Nội,model,,390,Hội nghị,Báo Phụ nữ Thủ đô",
            3,
            "stands twice",
        ),
    ] {
        assert!(REPORTED_TOTALS.contains(old), "{old}");
        let changed = REPORTED_TOTALS.replacen(old, new, 1);
        let error = Gazetteer::from_files(&GazetteerFiles { reported_totals: &changed, ..FILES }).unwrap_err().to_string();
        assert!(error.starts_with(&format!("reported_totals.csv, line {line}: ")) && error.contains(what), "{new}: {error}");
    }
    for (old, new, line, what) in [
        ("label_en,", "", 1, "the header must be"),
        ("Share,percent,01,crop", "Share,percent,02,crop", 3, "no unit 02"),
        ("Share,percent,01,crop", "Share,tons,01,crop", 3, "cell 4: “tons”"),
        ("Share,percent,01,crop", ",percent,01,crop", 3, "cell 3: “”"),
        ("2025,,45", "2025,,", 3, "neither an actual value nor a target"),
        ("2025,,45", "2025,,NaN", 3, "not a number"),
        ("2025,,45", "25,,45", 3, "cell 7: “25”"),
    ] {
        assert!(INDICATORS.contains(old), "{old}");
        let changed = INDICATORS.replacen(old, new, 1);
        let error = Gazetteer::from_files(&GazetteerFiles { indicators: &changed, ..FILES }).unwrap_err().to_string();
        assert!(error.starts_with(&format!("indicators.csv, line {line}: ")) && error.contains(what), "{new}: {error}");
    }
}

#[test]
fn units_that_share_ground_are_found_across_the_divisions() {
    use agriatlas::domain::{Division, RegionLevel};
    let gazetteer = Gazetteer::shipped().unwrap();
    let count = |unit: &str, division, level| gazetteer.overlapping(id(unit), division, level).len();
    assert_eq!(count("01", Division::Current, RegionLevel::Commune), 126);
    assert_eq!(count("01", Division::Former, RegionLevel::District), 30);
    assert_eq!(gazetteer.overlapping(id("01"), Division::Former, RegionLevel::Province), [id("2024-01")]);
    assert_eq!(count("2024-277", Division::Current, RegionLevel::Commune), 7);
    assert_eq!(gazetteer.overlapping(id("2024-277"), Division::Current, RegionLevel::Province), [id("01")]);
    assert_eq!(gazetteer.overlapping(id("2024-10096"), Division::Former, RegionLevel::District), [id("2024-277")]);
    assert_eq!(gazetteer.overlapping(id("2024-02"), Division::Current, RegionLevel::Province), [id("08")]);
    assert_eq!(gazetteer.overlapping(id("2024-536"), Division::Current, RegionLevel::Commune).len(), 1, "an island district");
    assert_eq!(gazetteer.same_ground(id("01")), Some(id("2024-01")));
    assert_eq!(gazetteer.same_ground(id("2024-01")), Some(id("01")));
    assert_eq!((gazetteer.same_ground(id("08")), gazetteer.same_ground(id("2024-02"))), (None, None), "merged");
}

fn id(text: &str) -> RegionId {
    text.parse().unwrap()
}

#[test]
fn a_district_became_what_its_communes_became() {
    let gazetteer = built(UNITS, SUCCESSION, ALIASES).unwrap();
    let step = |successor, is_default| Succession { predecessor: id("2024-001"), successor, extent: Extent::Part, is_default };
    // Ba Đình took one commune wholly and a part of another: not every row to it is whole.
    assert_eq!(gazetteer.successors(id("2024-001")), [step(id("00004"), true), step(id("00008"), true)]);
}

#[test]
fn the_shipped_succession_holds_together() {
    let gazetteer = Gazetteer::shipped().unwrap();
    for region in gazetteer.regions() {
        let former = region.id.division() == agriatlas::domain::Division::Former;
        let (successors, predecessors) = (gazetteer.successors(region.id), gazetteer.predecessors(region.id));
        assert_eq!((successors.is_empty(), predecessors.is_empty()), (!former, former), "{}", region.full_name);
        assert!(successors.iter().is_sorted_by_key(|step| !step.is_default));
        // A province took in whatever its units took in.
        for step in successors {
            let province = |id| gazetteer.ancestors(id).map(|above| above.id).last().unwrap_or(id);
            assert_eq!(gazetteer.successors(province(step.predecessor))[0].successor, province(step.successor));
        }
        let message = gazetteer.understood(region.id);
        assert!(message.vi.starts_with(&region.full_name) && message.en.starts_with(&region.full_name));
        assert_eq!(message.vi.contains("(cũ) → "), former);
    }
    assert_eq!(gazetteer.children(id("2024-01")).count(), 30);
    assert_eq!(gazetteer.children(id("01")).count(), 126);
    let above: Vec<_> = gazetteer.ancestors(id("2024-10096")).map(|region| region.id).collect();
    assert_eq!(above, [id("2024-277"), id("2024-01")]);
}

#[test]
fn what_a_choice_means_is_said_in_both_languages() {
    let gazetteer = Gazetteer::shipped().unwrap();
    for (unit, vi, en) in [
        ("01", "Thành phố Hà Nội", "Thành phố Hà Nội"),
        ("09784", "Xã Đan Phượng, Thành phố Hà Nội", "Xã Đan Phượng, Thành phố Hà Nội"),
        ("2024-02", "Tỉnh Hà Giang (cũ) → nay thuộc Tỉnh Tuyên Quang", "Tỉnh Hà Giang (former) → now in Tỉnh Tuyên Quang"),
        ("2024-277", "Huyện Chương Mỹ (cũ) → 7 xã, phường", "Huyện Chương Mỹ (former) → 7 communes"),
        ("2024-536", "Huyện Lý Sơn (cũ) → nay là Đặc khu Lý Sơn", "Huyện Lý Sơn (former) → now Đặc khu Lý Sơn"),
        ("2024-00007", "Phường Cống Vị (cũ) → chia về 2 phường", "Phường Cống Vị (former) → split among 2 communes"),
    ] {
        let message = gazetteer.understood(id(unit));
        assert_eq!((message.vi.as_str(), message.en.as_str()), (vi, en));
    }
}
