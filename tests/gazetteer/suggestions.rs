//! The typeahead gives what a user means near the top.

use agriatlas::domain::RegionId;
use agriatlas::gazetteer::Gazetteer;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::shipped().unwrap());

fn suggest(query: &str) -> Vec<String> {
    GAZETTEER.suggest(query, 10).iter().map(RegionId::to_string).collect()
}

#[test]
fn the_first_suggestions_are_the_likeliest() {
    for (query, first) in [
        ("chuong my", vec!["2024-277", "10015"]),
        ("Chương Mỹ", vec!["2024-277", "10015"]),
        ("huyện chương", vec!["2024-277"]),
        ("ha giang", vec!["2024-02", "2024-024"]),
        ("hà gi", vec!["2024-02", "2024-024"]),
        ("ha noi", vec!["01", "2024-01"]),
        ("tp ha noi", vec!["01", "2024-01"]),
        ("TP.HCM", vec!["79", "2024-79"]),
        ("tphcm", vec!["79", "2024-79"]),
        ("hn", vec!["01", "2024-01"]),
        ("xa dan phuong ha noi", vec!["09784", "2024-09823"]),
        ("ha noi xa dan phuong", vec!["09784", "2024-09823"]),
        ("Xã Đan Phượng, Hà Nội", vec!["09784", "2024-09823"]),
        ("danph", vec!["2024-273", "09784"]),
        ("xaDanPhuong", vec!["09784", "2024-09823"]),
        ("dak r lap", vec!["2024-666"]),
        ("đắk r'lấp", vec!["2024-666"]),
        ("p.12 go vap", vec!["2024-26881"]),
        ("q1", vec!["2024-760"]),
        ("van duc gia lam", vec!["2024-00589"]),
        ("2024-277", vec!["2024-277"]),
        ("01", vec!["01"]),
    ] {
        let found = suggest(query);
        assert_eq!(found.get(..first.len()).unwrap_or(&found), first, "{query}: {found:?}");
    }
}

#[test]
fn typed_accents_come_first_and_others_after() {
    assert_eq!(suggest("hoa lộc")[..2], ["16072", "2024-16063"]);
    assert_eq!(suggest("hòa lộc")[0], "2024-16075");
    assert!(suggest("hòa lộc thanh hóa").contains(&"2024-16063".to_owned()));
    assert_eq!(suggest("Đan Phượ")[..2], ["2024-273", "09784"]);
}

#[test]
fn nothing_is_suggested_for_nothing() {
    for query in ["", "  ", "…", "xyzzy"] {
        assert!(suggest(query).is_empty(), "{query}");
    }
    assert!(GAZETTEER.suggest("ha noi", 0).is_empty());
    assert_eq!(GAZETTEER.suggest("t", 7).len(), 7);
}
