//! Whatever goes in comes out as it was.
use agriatlas::domain::*;
use agriatlas::store::SiteWrite;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::fixture::Fixture;
use super::sample::*;

pub async fn every_fact_comes_back_as_it_was(fixture: Fixture) {
    let writes = vec![
        SiteWrite::Create(of_kind(SiteKind::Cooperative, "HTX")),
        SiteWrite::Create(full(id("c-00001"))),
        SiteWrite::Create(plain("Chỉ có tên")),
    ];
    fixture.store.commit(&edit(), 0, writes, Vec::new()).await.unwrap();
    // Another program reads it, so nothing can come from memory.
    let sites = fixture.another().await.load().await.unwrap().sites;
    assert_eq!(sites[0].facts, full(id("c-00001")));
    assert_eq!(sites[1].facts, plain("Chỉ có tên"));
    let (area, point) = (sites[0].facts.area_ha.unwrap(), sites[0].facts.placement.point.unwrap());
    assert_eq!((area.to_bits(), point.lon.to_bits()), ((0.1_f64 + 0.2).to_bits(), 105.123_456_789_012_345_f64.to_bits()));
    // Updates take another path to the table; they must keep as much.
    let update = vec![SiteWrite::Update { id: id("m-00002"), facts: full(id("c-00001")) }];
    fixture.store.commit(&edit(), 1, update, Vec::new()).await.unwrap();
    assert_eq!(fixture.store.load().await.unwrap().sites[1].facts, full(id("c-00001")));
}

pub async fn any_facts_come_back_as_they_were(fixture: Fixture) {
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let lists = proptest::collection::vec(facts(), 1..6);
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&lists, |given| {
            tokio::runtime::Handle::current().block_on(async {
                let store = &fixture.store;
                let writes = given.iter().cloned().map(SiteWrite::Create).collect();
                let commit = store.commit(&edit(), store.revision().await.unwrap(), writes, Vec::new()).await.unwrap();
                let sites = store.load().await.unwrap().sites;
                for (id, facts) in commit.created.iter().zip(&given) {
                    let stored = sites.iter().find(|site| site.id == *id).unwrap();
                    prop_assert_eq!(&stored.facts, facts);
                    prop_assert_eq!(&store.history(*id).await.unwrap()[0].after, facts);
                }
                Ok(())
            })
        })
    });
    outcome.unwrap();
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(values)
}

fn words(longest: usize) -> impl Strategy<Value = String> {
    let any = proptest::collection::vec(any::<char>().prop_filter("no NUL", |character| *character != '\0'), 1..longest);
    any.prop_map(|characters| characters.into_iter().collect())
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..=1_000_000.0_f64, Just(f64::from_bits(1)), Just(f64::MIN_POSITIVE), Just(0.1 + 0.2), Just(1e-7)]
}

fn region(level: &'static str) -> impl Strategy<Value = Option<RegionId>> {
    let id = (0_u32..99_999).prop_map(move |code| {
        let code = format!("{code:05}");
        let text = match level {
            "province" => code[..2].to_owned(),
            "commune" => code,
            "former_province" => format!("2024-{}", &code[..2]),
            "former_district" => format!("2024-{}", &code[..3]),
            _ => format!("2024-{code}"),
        };
        text.parse().unwrap()
    });
    proptest::option::of(id)
}

fn placement() -> impl Strategy<Value = Placement> {
    let point = proptest::option::of((-180.0..=180.0_f64, -90.0..=90.0_f64, one_of(PositionAccuracy::ALL)));
    let units =
        (region("province"), region("commune"), region("former_province"), region("former_district"), region("former_commune"));
    (point, units, any::<Option<bool>>()).prop_map(|(point, units, commune_is_certain)| Placement {
        point: point.and_then(|(lon, lat, _)| GeoPoint::new(lon, lat)),
        accuracy: point.map(|(_, _, accuracy)| accuracy),
        province: units.0,
        commune: units.1,
        former_province: units.2,
        former_district: units.3,
        former_commune: units.4,
        commune_is_certain,
    })
}

fn source() -> impl Strategy<Value = Source> {
    let date = proptest::sample::select(vec![None, Some("2024"), Some("2023-12"), Some("1999-02-28")]);
    (proptest::option::of(words(20)), proptest::option::of(words(20)), date).prop_map(|(title, url, date)| Source {
        title,
        url,
        date: date.map(|date| date.parse().unwrap()),
    })
}

/// Any facts that can be stored.
pub fn facts() -> impl Strategy<Value = SiteFacts> {
    use proptest::collection::vec;
    use proptest::option::of;
    let codes = (one_of(SiteKind::ALL), one_of(Sector::ALL), one_of(Status::ALL), of(one_of(Confidence::ALL)));
    let texts = (words(60), of(words(10)), of(words(200)), of(words(20)), of(words(20)), of(words(20)));
    let numbers =
        (of(number()), of(0..=100_000_000_u32), of(0..=10_000_000_u32), of(1900..=2100_i16), of(0..=1_000_000_000_000_000_i64));
    let day = of((1900..=2100_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| jiff::civil::date(year, month, day)));
    let lists = (vec(words(10), 0..5), vec(words(10), 0..5), vec(source(), 0..3));
    let privacy = (one_of(PublicPrecision::ALL), of(one_of(Holder::ALL)), vec(one_of(ConsentPurpose::ALL), 0..4));
    (codes, texts, numbers, day, lists, placement(), privacy).prop_map(
        |(codes, texts, numbers, verified_on, lists, placement, privacy)| SiteFacts {
            kind: codes.0,
            name: texts.0,
            sector: codes.1,
            subsector: texts.1,
            technologies: lists.0,
            certifications: lists.1,
            area_ha: numbers.0,
            herd_size: numbers.1,
            members: numbers.2,
            established_year: numbers.3,
            revenue_vnd_per_year: numbers.4,
            status: codes.2,
            address: Address { province: texts.3, district: texts.4, commune: texts.5 },
            placement,
            operator_id: None,
            abstract_text: texts.2,
            sources: lists.2,
            confidence: codes.3,
            verified_on,
            privacy: SitePrivacy {
                public_precision: privacy.0,
                holder: privacy.1,
                consents: privacy.2.into_iter().filter(|purpose| purpose.is_public()).collect(),
            },
        },
    )
}

pub async fn sites_come_in_the_order_of_their_identifiers(fixture: Fixture) {
    let kinds = [SiteKind::Enterprise, SiteKind::Model, SiteKind::Cooperative, SiteKind::Model, SiteKind::Enterprise];
    let writes = kinds.iter().map(|kind| SiteWrite::Create(of_kind(*kind, "Một điểm"))).collect();
    fixture.store.commit(&edit(), 0, writes, Vec::new()).await.unwrap();
    // Past 99,999 the order of the texts is no longer that of the numbers.
    fixture.execute("UPDATE site_number SET last_number = 99998 WHERE kind = 'model'").await.unwrap();
    fixture.store.commit(&edit(), 1, creates(2), Vec::new()).await.unwrap();
    let ids: Vec<String> = fixture.store.load().await.unwrap().sites.iter().map(|site| site.id.to_string()).collect();
    assert_eq!(ids, ["m-00001", "m-00002", "m-99999", "m-100000", "c-00001", "e-00001", "e-00002"]);
}

pub async fn the_vocabulary_keeps_its_order_and_takes_new_labels(fixture: Fixture) {
    use VocabularyName::{Certification, Subsector, Technology};
    let store = &fixture.store;
    let seed = vec![
        term(Technology, "hydroponics", "Thủy canh", "Hydroponics"),
        term(Subsector, "vegetables", "Rau, củ, quả", "Vegetables"),
        term(Technology, "drip", "Tưới nhỏ giọt", "Drip irrigation"),
    ];
    let commit = store.commit(&edit(), 0, Vec::new(), seed.clone()).await.unwrap();
    assert_eq!((commit.revision, commit.terms), (1, 3));
    assert_eq!(store.load().await.unwrap().vocabulary.all(), seed);

    let relabelled = term(Technology, "hydroponics", "Thủy canh (không đất)", "Hydroponics");
    let added = term(Certification, "vietgap", "VietGAP", "VietGAP");
    let twice = term(Technology, "drip", "Tạm", "Provisional");
    let given = vec![added.clone(), twice, relabelled.clone(), seed[2].clone(), seed[1].clone()];
    assert_eq!(store.commit(&edit(), 1, Vec::new(), given).await.unwrap().terms, 2);
    let expected = [relabelled, seed[1].clone(), seed[2].clone(), added];
    assert_eq!(store.load().await.unwrap().vocabulary.all(), expected);
    assert_eq!(store.batches(1).await.unwrap()[0].terms, 2);
}

pub async fn the_starter_vocabulary_comes_back_whole(fixture: Fixture) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/inventory/vocabulary.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let terms: Vec<Term> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            Term {
                vocabulary: record[0].parse().unwrap(),
                code: record[1].to_owned(),
                label_vi: record[2].to_owned(),
                label_en: record[3].to_owned(),
                sector: Some(&record[4]).filter(|sector| !sector.is_empty()).map(|sector| sector.parse().unwrap()),
            }
        })
        .collect();
    fixture.store.commit(&edit(), 0, Vec::new(), terms.clone()).await.unwrap();
    assert_eq!(fixture.another().await.load().await.unwrap().vocabulary.all(), terms);
}
