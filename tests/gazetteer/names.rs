//! Every unit answers to its name however people write it, and nothing answers to a name it does not bear.

use std::collections::HashMap;

use agriatlas::domain::{Address, Region, RegionId, RegionLevel};
use agriatlas::gazetteer::{Gazetteer, NameResolution, NameScope};
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::shipped().unwrap());
static BORNE: LazyLock<Vec<Borne>> = LazyLock::new(borne);
/// The names of each unit, aliases included, as `plain` and `accented` have them.
static NAMES: LazyLock<HashMap<RegionId, Vec<(String, String)>>> = LazyLock::new(|| {
    let mut names: HashMap<RegionId, Vec<(String, String)>> = HashMap::new();
    for borne in BORNE.iter() {
        names.entry(borne.unit).or_default().push((plain(&borne.name), accented(&borne.name)));
    }
    names
});

/// A name with its type word, and the unit that bears it.
#[derive(Clone, Debug)]
struct Borne {
    unit: RegionId,
    parent: Option<RegionId>,
    type_word: String,
    name: String,
}

fn borne() -> Vec<Borne> {
    let of_region = |region: &Region| Borne {
        unit: region.id,
        parent: region.parent,
        type_word: region.type_word.clone(),
        name: region.name.clone(),
    };
    let mut all: Vec<Borne> = GAZETTEER.regions().map(of_region).collect();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/admin_aliases.csv");
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let (type_word, name) = record[0].split_once(' ').unwrap();
        let (unit, parent) = (record[2].parse().unwrap(), Some(record[1].parse().unwrap()));
        all.push(Borne { unit, parent, type_word: type_word.to_owned(), name: name.to_owned() });
    }
    for unit in ["79", "2024-79"] {
        let (type_word, name) = ("Thành phố".to_owned(), "Sài Gòn".to_owned());
        all.push(Borne { unit: unit.parse().unwrap(), parent: None, type_word, name });
    }
    all
}

/// Folding written anew, so that a fault of the gazetteer's own does not hide itself.
fn plain(text: &str) -> String {
    let letters: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let letters = letters.replace('đ', "d").replace('ʼ', "");
    let words = letters.split(|c: char| !c.is_alphanumeric());
    let words = words.map(|word| if word.starts_with('0') { word.trim_start_matches('0') } else { word });
    words.collect()
}

fn accented(text: &str) -> String {
    let composed: String = text.nfc().flat_map(char::to_lowercase).collect();
    let mut words: String = composed.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '0' | 'ʼ')).collect();
    for (old, new) in OLD_AND_NEW_TONES {
        words = words.replace(new, old);
    }
    words
}

const OLD_AND_NEW_TONES: &[(&str, &str)] = &[
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

const TYPE_WORDS: &[(&str, &str)] = &[
    ("Tỉnh", "T"),
    ("Thành phố", "TP"),
    ("Quận", "Q"),
    ("Huyện", "H"),
    ("Thị xã", "TX"),
    ("Thị trấn", "TT"),
    ("Xã", "X"),
    ("Phường", "P"),
    ("Đặc khu", "ĐK"),
];

/// Whether the unit has a name that is the text, or ends it after nothing but a type word.
fn bears(unit: RegionId, text: &str, with_accents: bool) -> bool {
    let fold = |text: &str| if with_accents { accented(text) } else { plain(text) };
    let said = fold(text);
    NAMES[&unit].iter().any(|(plain, accented)| {
        said.strip_suffix(if with_accents { accented } else { plain }).is_some_and(|before| {
            before.is_empty() || TYPE_WORDS.iter().any(|(word, short)| before == fold(word) || before == fold(short))
        })
    })
}

/// Whether the text ends with the words of the name, without accents but spaced alike.
fn bears_in_words(name: &str, text: &str) -> bool {
    let words = |text: &str| text.split([' ', '-', '.', '\u{a0}']).map(plain).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    words(text).ends_with(&words(name))
}

/// One way of writing a name.
#[derive(Clone, Copy, Debug)]
struct Style {
    type_word: TypeStyle,
    /// What stands between the words.
    space: &'static str,
    toneless: bool,
    case: Case,
    decomposed: bool,
    new_tones: bool,
    apostrophe: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum TypeStyle {
    Full,
    None,
    /// The abbreviation and what stands after it.
    Short(&'static str),
    /// The abbreviation with a point after each letter.
    Pointed,
}

#[derive(Clone, Copy, Debug)]
enum Case {
    AsIs,
    Upper,
    Lower,
}

const AS_IS: Style = Style {
    type_word: TypeStyle::Full,
    space: " ",
    toneless: false,
    case: Case::AsIs,
    decomposed: false,
    new_tones: false,
    apostrophe: "'",
};

fn write(borne: &Borne, style: Style) -> String {
    let short = TYPE_WORDS.iter().find(|(word, _)| *word == borne.type_word).unwrap().1;
    let mut text = match style.type_word {
        TypeStyle::Full => format!("{} {}", borne.type_word, borne.name),
        TypeStyle::None => borne.name.clone(),
        TypeStyle::Short(after) => format!("{short}{after}{}", borne.name),
        TypeStyle::Pointed => short.chars().map(|letter| format!("{letter}.")).collect::<String>() + &borne.name,
    };
    text = text.replace(' ', style.space).replace('\'', style.apostrophe);
    if style.new_tones {
        for (old, new) in OLD_AND_NEW_TONES {
            text = text.replace(old, new);
        }
    }
    if style.toneless {
        text = text
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .map(|c| {
                if c == 'đ' {
                    'd'
                } else if c == 'Đ' {
                    'D'
                } else {
                    c
                }
            })
            .collect();
    }
    text = match style.case {
        Case::AsIs => text,
        Case::Upper => text.to_uppercase(),
        Case::Lower => text.to_lowercase(),
    };
    if style.decomposed { text.nfd().collect() } else { text }
}

/// Right means: that unit, or several of which it is one and each of which bears the name as exactly as it does.
fn check(borne: &Borne, text: &str, scope: NameScope) -> Result<(), String> {
    let fault = |found: &dyn std::fmt::Debug| Err(format!("“{text}” for {borne:?} in {scope:?}: {found:?}"));
    match GAZETTEER.resolve_name(text, scope) {
        NameResolution::Found(id) if id == borne.unit => Ok(()),
        // Where words were joined, a namesake that is one word is the more exact: “Dakrong” is Đakrông before Đak Rong.
        NameResolution::Found(id)
            if bears_in_words(&GAZETTEER.region(id).unwrap().name, text) && !bears_in_words(&borne.name, text) =>
        {
            Ok(())
        }
        NameResolution::Ambiguous(ids) if ids.len() >= 2 && ids.contains(&borne.unit) => {
            let with_accents = plain(text) != accented(text) && bears(borne.unit, text, true);
            let impostor = ids.iter().find(|id| !bears(**id, text, with_accents));
            impostor.map_or(Ok(()), |id| fault(&format!("{} does not bear it", GAZETTEER.region(*id).unwrap().full_name)))
        }
        found => fault(&found),
    }
}

fn scopes(borne: &Borne) -> [NameScope; 3] {
    let level = Some(borne.unit.level());
    let anywhere = NameScope { level, ..NameScope::default() };
    [
        NameScope { within: borne.parent, level: borne.parent.map_or(level, |_| None), division: None },
        NameScope { division: Some(borne.unit.division()), ..anywhere },
        NameScope::default(),
    ]
}

fn styles() -> Vec<Style> {
    vec![
        AS_IS,
        Style { toneless: true, ..AS_IS },
        Style { toneless: true, case: Case::Lower, type_word: TypeStyle::None, ..AS_IS },
        Style { type_word: TypeStyle::None, ..AS_IS },
        Style { type_word: TypeStyle::Short("."), ..AS_IS },
        Style { type_word: TypeStyle::Short(" "), case: Case::Lower, ..AS_IS },
        Style { type_word: TypeStyle::Pointed, toneless: true, ..AS_IS },
        Style { space: "  ", ..AS_IS },
        Style { space: "", ..AS_IS },
        Style { space: "", toneless: true, case: Case::Lower, ..AS_IS },
        Style { space: "-", toneless: true, type_word: TypeStyle::None, ..AS_IS },
        Style { case: Case::Upper, ..AS_IS },
        Style { decomposed: true, new_tones: true, apostrophe: "’", ..AS_IS },
        Style { apostrophe: "", new_tones: true, ..AS_IS },
        Style { apostrophe: " ", ..AS_IS },
    ]
}

#[test]
fn every_unit_answers_to_every_style_of_writing() {
    let mut faults = Vec::new();
    let styles = styles();
    for (at, borne) in BORNE.iter().enumerate() {
        let [within, wide, widest] = scopes(borne);
        for (number, style) in styles.iter().enumerate() {
            let text = write(borne, *style);
            faults.extend(check(borne, &text, within).err());
            // Looking everywhere is slower, so there each unit has the first styles and takes turns with the others.
            if number < 3 || at % styles.len() == number {
                faults.extend([wide, widest].into_iter().filter_map(|scope| check(borne, &text, scope).err()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults, such as:\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

#[test]
fn exact_writing_within_the_parent_is_never_ambiguous() {
    for borne in BORNE.iter().filter(|borne| borne.parent.is_some()) {
        let scope = NameScope { within: borne.parent, level: Some(borne.unit.level()), division: None };
        assert_eq!(GAZETTEER.resolve_name(&write(borne, AS_IS), scope), NameResolution::Found(borne.unit), "{borne:?}");
    }
}

#[test]
fn every_unit_is_suggested_for_its_name_and_parent() {
    for borne in BORNE.iter().take(GAZETTEER.regions().count()).step_by(3) {
        let parent = borne.parent.map_or("", |parent| GAZETTEER.region(parent).unwrap().full_name.as_str());
        let query = format!("{} {} {parent}", borne.type_word, borne.name);
        for query in [query.clone(), plain_words(&query)] {
            let found = GAZETTEER.suggest(&query, 10);
            assert!(found.contains(&borne.unit), "{query}: {found:?}");
        }
    }
}

fn plain_words(text: &str) -> String {
    text.split(' ').map(plain).collect::<Vec<_>>().join(" ")
}

fn any_style() -> impl Strategy<Value = Style> {
    let type_word = prop_oneof![
        Just(TypeStyle::Full),
        Just(TypeStyle::None),
        Just(TypeStyle::Short(".")),
        Just(TypeStyle::Short(". ")),
        Just(TypeStyle::Short(" ")),
        Just(TypeStyle::Pointed),
    ];
    let space = prop::sample::select(vec![" ", "  ", "\u{a0}", "-", " - ", ""]);
    let case = prop_oneof![Just(Case::AsIs), Just(Case::Upper), Just(Case::Lower)];
    let apostrophe = prop::sample::select(vec!["'", "’", "ʼ", "`", "´", "", " "]);
    (type_word, space, any::<bool>(), case, any::<bool>(), any::<bool>(), apostrophe).prop_map(
        |(type_word, space, toneless, case, decomposed, new_tones, apostrophe)| Style {
            type_word,
            space,
            toneless,
            case,
            decomposed,
            new_tones,
            apostrophe,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_styles_is_understood(at in 0..BORNE.len(), style in any_style()) {
        let borne = &BORNE[at];
        let text = write(borne, style);
        for scope in scopes(borne) {
            prop_assert_eq!(check(borne, &text, scope), Ok(()));
        }
    }

    #[test]
    fn any_text_is_survived(text in any_text(), within in 0..BORNE.len(), limit in 0_usize..30) {
        let scope = NameScope { within: Some(BORNE[within].unit), ..NameScope::default() };
        for scope in [scope, NameScope::default(), NameScope { level: Some(RegionLevel::District), ..scope }] {
            if let NameResolution::Ambiguous(ids) = GAZETTEER.resolve_name(&text, scope) {
                prop_assert!(ids.len() >= 2);
            }
        }
        prop_assert!(GAZETTEER.suggest(&text, limit).len() <= limit);
    }

    #[test]
    fn any_address_is_survived(province in any_field(), district in any_field(), commune in any_field()) {
        let resolution = GAZETTEER.resolve_address(&Address { province, district, commune });
        let placement = resolution.placement;
        prop_assert_eq!(placement.point.is_some(), placement.accuracy.is_some());
        prop_assert_eq!(placement.point.is_some(), placement.province.is_some());
        prop_assert_eq!(placement.commune.is_some(), placement.commune_is_certain.is_some());
        if let Some(commune) = placement.commune {
            prop_assert_eq!(GAZETTEER.region(commune).unwrap().parent, placement.province);
        }
        for (child, parent) in [(placement.former_commune, placement.former_district), (placement.former_district, placement.former_province)] {
            if let Some(child) = child {
                prop_assert_eq!(GAZETTEER.region(child).unwrap().parent, parent);
            }
        }
        let refused = resolution.findings.iter().any(|finding| finding.severity == agriatlas::domain::Severity::Refused);
        prop_assert_eq!(refused, placement.province.is_none());
    }
}

/// Noise, names, and noise made of the pieces names are made of.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[xXpPqQtThH.’' \u{300}-\u{340}đĐaăâơư0-9,;-]{0,40}",
        (0..BORNE.len(), any_style()).prop_map(|(at, style)| write(&BORNE[at], style)),
        (0..BORNE.len(), 0..BORNE.len()).prop_map(|(a, b)| format!("{}, {}", BORNE[a].name, BORNE[b].name)),
        "[a-zđ ]{250,700}",
    ]
}

fn any_field() -> impl Strategy<Value = Option<String>> {
    prop::option::of(any_text())
}
