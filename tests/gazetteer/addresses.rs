//! Addresses as people write them: old, new, mixed, misspelt, contradictory, all in one field.

use agriatlas::domain::{Address, FindingCode, PositionAccuracy, Severity};
use agriatlas::gazetteer::{AddressResolution, Gazetteer};
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::shipped().unwrap());

fn resolve(written: [&str; 3]) -> AddressResolution {
    let [province, district, commune] = written.map(|text| (!text.is_empty()).then(|| text.to_owned()));
    GAZETTEER.resolve_address(&Address { province, district, commune })
}

/// The units of the placement as ids: province, commune, former province, district and commune.
fn units(resolution: &AddressResolution) -> String {
    let placement = &resolution.placement;
    let units =
        [placement.province, placement.commune, placement.former_province, placement.former_district, placement.former_commune];
    units.map(|unit| unit.map_or("-".to_owned(), |unit| unit.to_string())).join(" ")
}

fn codes(resolution: &AddressResolution) -> Vec<(FindingCode, &str)> {
    resolution.findings.iter().map(|finding| (finding.code, finding.column.as_deref().unwrap())).collect()
}

#[test]
fn a_sure_address_has_no_findings() {
    for (written, expected) in [
        // Old names.
        (["Thành phố Hà Nội", "Huyện Gia Lâm", "Xã Phù Đổng"], "01 00541 2024-01 2024-018 2024-00544"),
        (["Vĩnh Phúc", "Tam Đảo", "TT Tam Đảo"], "25 08911 2024-26 2024-248 2024-08908"),
        (["TP.HCM", "Q1", "P. Bến Nghé"], "79 26740 2024-79 2024-760 2024-26740"),
        (["TPHCM", "Gò Vấp", "P.012"], "79 26882 2024-79 2024-764 2024-26881"),
        // New names: the former district follows where all predecessors agree.
        (["Hà Nội", "", "Xã Đan Phượng"], "01 09784 2024-01 2024-273 -"),
        (["Khánh Hòa", "", "Đặc khu Trường Sa"], "56 22736 2024-56 2024-576 -"),
        // Old province with new commune, new province with old district, old district with new commune.
        (["Tỉnh Hà Giang", "", "Xã Đồng Văn"], "08 00721 2024-02 - -"),
        (["Hà Nội", "Huyện Đan Phượng", "Xã Ô Diên"], "01 09817 2024-01 2024-273 -"),
        (["Phú Thọ", "Huyện Tam Đảo", "Thị trấn Tam Đảo"], "25 08911 2024-26 2024-248 2024-08908"),
        // A commune that ended before 2025-07-01.
        (["Hà Nội", "Gia Lâm", "Xã Văn Đức"], "01 00577 2024-01 2024-018 2024-00589"),
        // Islands: the district was one commune.
        (["Quảng Ngãi", "Lý Sơn", ""], "51 21548 2024-51 2024-536 -"),
        (["Đà Nẵng", "Huyện Hoàng Sa", ""], "48 20333 2024-48 2024-498 -"),
        // The commune decides between Huyện and Thị xã Kỳ Anh.
        (["Hà Tĩnh", "Kỳ Anh", "Xã Kỳ Xuân"], "42 18766 2024-42 2024-447 2024-18757"),
        // In other fields, and all in one.
        (["Hà Nội", "Xã Đan Phượng", ""], "01 09784 2024-01 2024-273 -"),
        (["", "", "Xã Đan Phượng, Huyện Đan Phượng, Hà Nội"], "01 09784 2024-01 2024-273 2024-09823"),
        (["Thôn 3, xã Đan Phượng, Đan Phượng, Hà Nội, Việt Nam", "", ""], "01 09784 2024-01 2024-273 2024-09823"),
        (["", "", "Xã Đan Phượng; TP. Hà Nội"], "01 09784 2024-01 2024-273 -"),
        (["Hà Nội", "Huyện Gia Lâm", "Thôn Phù Dực, Xã Phù Đổng"], "01 00541 2024-01 2024-018 2024-00544"),
    ] {
        let resolution = resolve(written);
        assert_eq!(units(&resolution), expected, "{written:?}");
        assert_eq!(resolution.findings, [], "{written:?}");
        assert_eq!(resolution.placement.accuracy, Some(PositionAccuracy::Commune), "{written:?}");
        assert_eq!(resolution.placement.commune_is_certain, Some(true), "{written:?}");
    }
}

#[test]
fn what_is_doubtful_is_placed_coarser_or_elsewhere_and_said() {
    use FindingCode::{AmbiguousPlace, CommuneUncertain, PlacedAtDistrict, PlacedAtProvince, UnknownPlace};
    for (written, expected, accuracy, found) in [
        (["Hanoi", "Gia Lam", "Da Ton"], "01 00577 2024-01 2024-018 2024-00577", "commune", vec![(CommuneUncertain, "commune")]),
        (["Hà Nội", "Phú Xuyên", "Xã Tri Trung"], "01 - 2024-01 2024-280 -", "district", vec![(PlacedAtDistrict, "commune")]),
        (["Hà Nội", "Phú Xuyên", ""], "01 - 2024-01 2024-280 -", "district", vec![(PlacedAtDistrict, "commune")]),
        (["Tuyên Quang", "Mèo Vạc", ""], "08 - 2024-02 2024-027 -", "district", vec![(PlacedAtDistrict, "commune")]),
        (["Tuyên Quang", "", ""], "08 - - - -", "province", vec![(PlacedAtProvince, "commune")]),
        (["Hà Giang", "", "Xã Qwerty"], "08 - 2024-02 - -", "province", vec![(PlacedAtProvince, "commune")]),
        (["Hà Tĩnh", "Kỳ Anh", ""], "42 - 2024-42 - -", "province", vec![(AmbiguousPlace, "district")]),
        // Hoa Lộc or Hòa Lộc: both went to one commune, so only the former one is open.
        (["Thanh Hoa", "Hau Loc", "xa hoa loc"], "38 16072 2024-38 2024-400 -", "commune", vec![(AmbiguousPlace, "commune")]),
        (["Yên Bái", "Trấn Yên", "Xã Minh Quăn"], "15 - 2024-15 2024-138 -", "district", vec![(AmbiguousPlace, "commune")]),
        (["Hà Nội", "Ba Vì", "Xã Yên Viên"], "01 00541 2024-01 2024-018 2024-00532", "commune", vec![(UnknownPlace, "commune")]),
        (["Hà Nội", "Huyện Xyz", "Xã Phù Đổng"], "01 00541 2024-01 2024-018 -", "commune", vec![(UnknownPlace, "district")]),
        (
            ["Hà Nội", "Hoài Đức", "Xã An Khánh, Xã An Thượng"],
            "01 - 2024-01 2024-274 -",
            "district",
            vec![(PlacedAtDistrict, "commune")],
        ),
        (
            ["Tỉnh Xyz", "Huyện Gia Lâm", "Xã Phù Đổng"],
            "01 00541 2024-01 2024-018 2024-00544",
            "commune",
            vec![(UnknownPlace, "province")],
        ),
        (
            ["Hà Giang", "Huyện Na Hang", ""],
            "08 - 2024-08 2024-072 -",
            "district",
            vec![(UnknownPlace, "district"), (PlacedAtDistrict, "commune")],
        ),
    ] {
        let resolution = resolve(written);
        assert_eq!(units(&resolution), expected, "{written:?}");
        assert_eq!(resolution.placement.accuracy.unwrap().code(), accuracy, "{written:?}");
        assert_eq!(codes(&resolution), found, "{written:?}");
        assert!(resolution.findings.iter().all(|finding| finding.severity == Severity::Warning), "{written:?}");
    }
}

#[test]
fn a_split_commune_is_uncertain_and_names_the_candidates() {
    let resolution = resolve(["Hà Nội", "Gia Lâm", "Xã Đa Tốn"]);
    assert_eq!(resolution.placement.commune_is_certain, Some(false));
    let message = &resolution.findings[0].message;
    assert!(message.vi.contains("Xã Bát Tràng") && message.vi.contains("Xã Gia Lâm"), "{}", message.vi);
}

#[test]
fn nothing_known_is_refused_and_keeps_the_value() {
    for (written, column, value) in [
        (["", "", ""], "province", ""),
        (["Tỉnh Xyz", "", ""], "province", "Tỉnh Xyz"),
        (["", "", " Xã Qwerty "], "commune", " Xã Qwerty "),
    ] {
        let resolution = resolve(written);
        assert_eq!(resolution.placement, Default::default(), "{written:?}");
        let [finding] = resolution.findings.as_slice() else { panic!("{:?}", resolution.findings) };
        assert_eq!((finding.code, finding.severity), (FindingCode::UnknownPlace, Severity::Refused));
        assert_eq!((finding.column.as_deref(), finding.value.as_deref()), (Some(column), Some(value)));
    }
}

#[test]
fn many_candidates_are_cut_to_five() {
    let resolution = resolve(["", "", "Xã Tân Phú"]);
    let [finding] = resolution.findings.as_slice() else { panic!("{:?}", resolution.findings) };
    assert_eq!(finding.code, FindingCode::AmbiguousPlace);
    assert!(finding.message.vi.matches("Xã Tân Phú, ").count() <= 5, "{}", finding.message.vi);
}

#[test]
fn absurd_addresses_are_survived_quickly() {
    let long = "Xã Đan Phượng, ".repeat(20_000);
    let resolution = resolve([&long, &long, &long]);
    assert_eq!(resolution.placement, Default::default());
    assert!(resolution.findings.iter().all(|finding| finding.message.vi.chars().count() < 1_000));
}
