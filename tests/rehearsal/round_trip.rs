//! Whatever the inventory holds: each export of it, rehearsed against it, changes nothing.
use std::borrow::Cow;

use agriatlas::domain::{
    Address, Confidence, GeoPoint, Holder, Language, Message, PositionAccuracy, PublicPrecision, PublicSite, Sector, Site,
    SiteFacts, SiteId, SiteKind, SitePrivacy, Source, Status, VocabularyName,
};
use agriatlas::encode::{CsvExport, Labels, Provenance, RecordColumns, Subject, feature_in, record_workbook, write_geopackage};
use agriatlas::geography::Crs;
use agriatlas::ingest::rehearsal::RehearsedOutcome;
use proptest::prelude::*;

use crate::{GEOGRAPHY, VOCABULARY, rehearsed};

const NAMES: &[&str] = &[
    "HTX rau Đan Hoài",
    "=1+1",
    "+84",
    "- Vườn mẫu",
    "'Vườn có nháy",
    "@ghi chú",
    "Vườn “Dấu, phẩy; chấm\"phẩy\"",
    "1.500",
    "2019",
    "TRUE",
    "[\"a\"]",
    "Trang trại | hai",
    "Hộ Nguyễn Văn A",
    "00123",
    "1e5",
    "Ỷ Tý – Đắk R'Lấp",
    "0,5",
    "#REF!",
    "_x0041_",
    "a&b<c>",
];
const ADDRESSES: &[(&str, &str, &str)] = &[
    ("Hà Nội", "Huyện Đan Phượng", "Xã Đan Phượng"),
    ("TP Hà Nội", "H. Đông Anh", "X. Vân Nội"),
    ("Hà Nội", "", "Xã Ô Diên"),
    ("Tuyên Quang", "", ""),
    ("Lâm Đồng", "Đức Trọng", "Hiệp An"),
    ("Tỉnh Hòa Bình", "Huyện Mai Châu", ""),
    ("Hà Nội", "Huyện Đan Phượng", "Xã Không Có"),
];

fn code(list: VocabularyName) -> impl Strategy<Value = String> {
    let codes: Vec<String> = VOCABULARY.terms(list).map(|term| term.code.clone()).collect();
    prop::sample::select(codes)
}

fn source() -> impl Strategy<Value = Source> {
    let title = prop::option::of(prop::sample::select(vec!["Bài viết", "=Bài", "'Bài", "Báo cáo 2024; số 5"]));
    let url = prop::option::of(prop::sample::select(vec!["https://a.example/?q=1,2", "http://b.example"]));
    let date = prop::option::of(prop::sample::select(vec!["2024", "2023-12", "2022-01-31"]));
    (title, url, date).prop_map(|(title, url, date)| Source {
        title: title.map(str::to_owned),
        url: url.map(str::to_owned),
        date: date.map(|date| date.parse().unwrap()),
    })
}

fn facts() -> impl Strategy<Value = SiteFacts> {
    let what = (
        prop::sample::select(SiteKind::ALL.to_vec()),
        prop_oneof![prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned), "[a-zA-Zăâđêôơư0-9 .,'\"=;|-]{1,40}"],
        prop::sample::select(Sector::ALL.to_vec()),
        prop::collection::btree_set(code(VocabularyName::Technology), 0..5),
        prop::collection::btree_set(code(VocabularyName::Certification), 0..4),
        prop::option::of(code(VocabularyName::Subsector)),
    );
    let sizes = (
        prop::option::of(prop_oneof![Just(12.345), Just(0.000_000_1), Just(1_500.0), 0.0..100_000.0_f64]),
        prop::option::of(0_u32..100_000_000),
        prop::option::of(0_u32..10_000_000),
        prop::option::of(1900_i16..=2100),
        prop::option::of(0_i64..1_000_000_000_000_000),
    );
    let place = (prop::sample::select(ADDRESSES.to_vec()), prop::option::of((105.6..106.0_f64, 20.8..21.3_f64, any::<bool>())));
    let rest = (
        prop::sample::select(vec![Status::Published, Status::Closed]),
        prop::option::of(prop_oneof![
            prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
            prop::collection::vec(prop::sample::select(vec!["tóm", "tắt", "dài;", "“x”", "1,5"]), 100..200)
                .prop_map(|words| words.join(" ")),
        ]),
        prop::collection::vec(source(), 0..4),
        prop::option::of(prop::sample::select(Confidence::ALL.to_vec())),
        prop::option::of((1950_i16..2090, 1_i8..=12, 1_i8..=28)),
        prop::sample::select(vec![
            SitePrivacy::default(),
            SitePrivacy { holder: Some(Holder::Household), ..SitePrivacy::default() },
            SitePrivacy { public_precision: PublicPrecision::Hidden, ..SitePrivacy::default() },
            SitePrivacy {
                public_precision: PublicPrecision::Commune,
                holder: Some(Holder::Organisation),
                ..SitePrivacy::default()
            },
        ]),
    );
    (what, sizes, place, rest).prop_map(|(what, sizes, ((province, district, commune), point), rest)| {
        let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let address = Address { province: part(province), district: part(district), commune: part(commune) };
        let mut placement = GEOGRAPHY.gazetteer().resolve_address(&address).placement;
        if let Some((lon, lat, is_surveyed)) = point {
            placement.point = GeoPoint::new(lon, lat);
            placement.accuracy = Some(if is_surveyed { PositionAccuracy::Surveyed } else { PositionAccuracy::Reported });
        }
        let subsector = what.5.filter(|code| {
            let owner = VOCABULARY.find(VocabularyName::Subsector, code).and_then(|term| term.sector);
            owner.is_none_or(|owner| owner == what.2)
        });
        let sources: Vec<Source> =
            rest.2.into_iter().filter(|source| source.title.is_some() || source.url.is_some() || source.date.is_some()).collect();
        SiteFacts {
            kind: what.0,
            name: agriatlas::domain::text::tidy(&what.1).unwrap_or_else(|| "Không tên".to_owned()),
            sector: what.2,
            subsector,
            technologies: what.3.into_iter().collect(),
            certifications: what.4.into_iter().collect(),
            area_ha: sizes.0,
            herd_size: sizes.1,
            members: sizes.2,
            established_year: sizes.3,
            revenue_vnd_per_year: sizes.4,
            status: rest.0,
            address,
            placement,
            operator_id: None,
            abstract_text: rest.1,
            sources,
            confidence: rest.3,
            verified_on: rest.4.map(|(year, month, day)| jiff::civil::date(year, month, day)),
            privacy: rest.5,
        }
    })
}

fn inventory() -> impl Strategy<Value = Vec<Site>> {
    prop::collection::vec(facts(), 1..8).prop_map(|facts| {
        let site = |(facts, number): (SiteFacts, u32)| Site {
            id: SiteId::new(facts.kind, number),
            facts,
            updated_at: "2026-01-02T03:04:05.678Z".parse().unwrap(),
        };
        facts.into_iter().zip(1..).map(site).collect()
    })
}

fn public(sites: &[Site]) -> Vec<PublicSite> {
    let publish = |site: &Site| {
        let name = |id| GEOGRAPHY.gazetteer().region(id).map(|region| region.full_name.as_str().into());
        PublicSite::publish(site.clone(), |placement| GEOGRAPHY.settle(placement), name)
    };
    sites.iter().filter_map(publish).collect()
}

fn provenance(count: usize) -> Provenance {
    Provenance {
        subject: Subject::Sites,
        filter: Message::new("tất cả", "all"),
        count,
        unplaced: 0,
        notes: Vec::new(),
        date: jiff::Timestamp::UNIX_EPOCH,
        address: "https://agriatlas.example".to_owned(),
        crs: Crs::CRS84,
        revision: 1,
    }
}

/// The same inventory in every format that can be brought back.
fn exports(sites: &[Site]) -> Vec<(String, Vec<u8>)> {
    let public = public(sites);
    let provenance = provenance(public.len());
    let mut exports = Vec::new();
    for language in [Language::Vietnamese, Language::English] {
        let csv = CsvExport::new(RecordColumns::of_table(None, Crs::CRS84), language, &provenance);
        let mut bytes = csv.header();
        public.iter().enumerate().for_each(|(at, site)| bytes.extend(csv.row(site, at == 0)));
        exports.push((format!("csv {language:?}"), bytes));
        let labels = Labels { vocabulary: &VOCABULARY, language };
        let columns = RecordColumns::of_table(None, Crs::CRS84);
        let workbook = record_workbook(&columns, public.iter().map(Cow::Borrowed), labels, &provenance).unwrap();
        exports.push((format!("xlsx {language:?}"), workbook));
    }
    let features: Vec<String> =
        public.iter().map(|site| String::from_utf8(feature_in(Crs::CRS84, site, None)).unwrap()).collect();
    let collection = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    exports.push(("geojson".to_owned(), collection.into_bytes()));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sites.gpkg");
    let labels = Labels { vocabulary: &VOCABULARY, language: Language::Vietnamese };
    let columns = RecordColumns::of_layer(None);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(write_geopackage(&path, &columns, public.iter().map(Cow::Borrowed), labels, &provenance)).unwrap();
    exports.push(("gpkg".to_owned(), std::fs::read(&path).unwrap()));
    exports
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_export_changes_nothing_whatever_it_holds(sites in inventory()) {
        for (format, bytes) in exports(&sites) {
            let read = rehearsed(&bytes, &sites);
            prop_assert_eq!(read.summary.counts.rows as usize, sites.len(), "{}", format);
            for row in read.sites() {
                let detail = row.facts.as_deref().zip(row.before.as_deref());
                prop_assert_eq!(
                    row.outcome, RehearsedOutcome::Unchanged, "{}: {:?}\n{:#?}", format, row.findings, detail
                );
            }
            prop_assert!(read.summary.sheets.iter().filter(|sheet| sheet.rows > 0).all(|sheet| sheet.is_own_layout));
            let told = read.summary.sheets.iter().flat_map(|sheet| &sheet.findings);
            prop_assert!(told.clone().all(|finding| finding.severity.code() == "note"), "{}: {:?}", format, told.collect::<Vec<_>>());
        }
    }
}
