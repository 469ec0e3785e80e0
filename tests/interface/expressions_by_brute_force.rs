//! What the bitmaps and the R-tree answer is what asking every published record gives, for any expression.
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use agriatlas::domain::local_time;
use agriatlas::geography::Crs;
use agriatlas::query::cql2::{Evaluation, Expression, FilterLanguage, Place, Scalar, Span, Subject};
use agriatlas::query::{Filter, Queryable, QueryableKey, ValueKind};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::support::STARTER;

/// A record as everybody sees it: the feature in GeoJSON.
struct Published {
    feature: Value,
    lists: HashMap<QueryableKey, Vec<String>>,
}

impl Published {
    fn new(feature: &[u8]) -> Self {
        let feature: Value = serde_json::from_slice(feature).unwrap();
        let lists = Queryable::of_sites().iter().filter(|queryable| queryable.kind == ValueKind::TextList);
        let texts = |queryable: &Queryable| serde_json::from_value(feature["properties"][queryable.name()].clone()).unwrap();
        let lists = lists.map(|queryable| (queryable.key, texts(queryable))).collect();
        Self { feature, lists }
    }
}

impl Subject for Published {
    fn scalar(&self, key: QueryableKey) -> Option<Scalar<'_>> {
        let queryable = Queryable::of_sites().iter().find(|queryable| queryable.key == key)?;
        let value = match key {
            QueryableKey::Id => &self.feature["id"],
            _ => &self.feature["properties"][queryable.name()],
        };
        match queryable.kind {
            ValueKind::Text => value.as_str().map(|text| Scalar::Text(Cow::Borrowed(text))),
            ValueKind::Number | ValueKind::Integer => value.as_f64().map(Scalar::Number),
            ValueKind::Boolean => value.as_bool().map(Scalar::Boolean),
            ValueKind::Date => value.as_str().map(|text| Scalar::Time(Span::day(text.parse().unwrap()).unwrap())),
            ValueKind::Timestamp => value.as_str().map(|text| Scalar::Time(Span::moment(text.parse().unwrap()))),
            ValueKind::TextList | ValueKind::Geometry => None,
        }
    }

    fn texts(&self, key: QueryableKey) -> Option<&[String]> {
        self.lists.get(&key).map(Vec::as_slice)
    }

    fn place(&self) -> Option<Place<'_>> {
        let coordinates = self.feature["geometry"]["coordinates"].as_array()?;
        let [lon, lat] = [coordinates[0].as_f64()?, coordinates[1].as_f64()?];
        Some(Place::Point(geo::Point::new(lon, lat)))
    }
}

/// Conditions of every kind; some hold for many sites, some for few, some are unknown for many.
const CONDITIONS: &[&str] = &[
    "sector = 'crop'",
    "'livestock' <> sector",
    "sector > 'crop'",
    "kind IN ('model','enterprise')",
    "kind NOT IN ('model')",
    "status = 'published'",
    "subsector = 'fruit'",
    "subsector <> 'fruit'",
    "subsector IS NULL",
    "subsector IN ('fruit','pig')",
    "confidence = 'high'",
    "confidence <> 'high'",
    "position_accuracy IN ('commune','surveyed')",
    "position_accuracy = 'district'",
    "province_id = '01'",
    "province_id <> '01'",
    "province_id = '2024-01'",
    "commune_id IS NULL",
    "commune_id = '10015'",
    "commune_id <> '10015'",
    "former_district_id IN ('2024-277','2024-271')",
    "former_commune_id IS NOT NULL",
    "A_CONTAINS(technologies, ('greenhouse'))",
    "A_CONTAINS(technologies, ('greenhouse','net_house'))",
    "A_OVERLAPS(technologies, ('organic','ras'))",
    "A_CONTAINEDBY(technologies, ('greenhouse','organic','net_house'))",
    "A_EQUALS(certifications, ('vietgap'))",
    "A_OVERLAPS(('vietgap','ocop4'), certifications)",
    "name LIKE 'H%'",
    "CASEI(name) LIKE CASEI('%htx%')",
    "ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('%rau%'))",
    "ACCENTI(province) = 'Thanh pho Ha Noi'",
    "abstract LIKE '%ha%'",
    "area_ha > 1.5",
    "area_ha <= 1",
    "area_ha IS NULL",
    "area_ha BETWEEN 0.5 AND 2",
    "area_ha IN (0.5, 1, 2)",
    "area_ha * 2 + 1 > members",
    "members > 10",
    "members / 0 > 1",
    "established_year >= 2015",
    "established_year % 2 = 0",
    "revenue_vnd_per_year > 1000000000",
    "commune_is_certain",
    "commune_is_certain = false",
    "commune_is_certain IS NULL",
    "updated_at >= TIMESTAMP('2026-01-15T00:00:00Z')",
    "updated_at = DATE('2026-01-10')",
    "T_AFTER(updated_at, DATE('2026-01-20'))",
    "T_DURING(updated_at, INTERVAL('2026-01-05','2026-01-12'))",
    "T_BEFORE(verified_on, DATE('2026-01-01'))",
    "verified_on IS NULL",
    "T_INTERSECTS(INTERVAL(verified_on, updated_at), INTERVAL('..','2026-01-10'))",
    "operator_id IS NOT NULL",
    "id = 'm-00042'",
    "id LIKE 'c-%'",
    "geometry IS NULL",
    "S_INTERSECTS(geometry, BBOX(105.5,20.8,106,21.3))",
    "S_WITHIN(geometry, POLYGON((105 20, 106.5 20.5, 105.8 21.5, 105 20)))",
    "S_CONTAINS(POLYGON((105 20, 106.5 20.5, 105.8 21.5, 105 20)), geometry)",
    "S_DISJOINT(geometry, MULTIPOLYGON(((105 20, 106 20, 106 21.2, 105 20)),((107 10, 108 10, 108 12, 107 10))))",
    "S_TOUCHES(geometry, BBOX(105.698,20.9,107,22))",
    "S_EQUALS(geometry, POINT(105.698 20.9195))",
    "S_CROSSES(geometry, LINESTRING(105 21, 106 21))",
    "S_OVERLAPS(geometry, BBOX(105,20,106,21))",
    "S_EQUALS(geometry, geometry)",
    "province = former_province",
    "province <> former_province",
    "commune > former_commune",
    "TRUE",
    "FALSE",
    "S_INTERSECTS(BBOX(1,1,2,2), POINT(1.5 1.5))",
];

fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(CONDITIONS).prop_map(str::to_owned);
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("NOT ({one})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" AND "))),
            prop::collection::vec(inner, 2..4).prop_map(|parts| format!("({})", parts.join(" OR "))),
        ]
    })
}

fn read(text: &str) -> Expression {
    let read = Expression::read(text, FilterLanguage::Text, Crs::CRS84, Queryable::of_sites(), STARTER.vocabulary());
    read.unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn check(text: &str, published: &[Published]) -> u64 {
    let expression = read(text);
    let evaluation = Evaluation::new(expression.predicate());
    let asked: Vec<u32> = (0..).zip(published).filter(|(_, site)| evaluation.holds(*site)).map(|(slot, _)| slot).collect();
    let filter = Filter { expression: Some(Arc::new(expression.clone())), ..Filter::default() };
    let found: Vec<u32> = STARTER.select(&filter).into_iter().collect();
    assert_eq!(found, asked, "{text}");
    found.len() as u64
}

fn published() -> Vec<Published> {
    (0..STARTER.len() as u32).map(|slot| Published::new(STARTER.feature(slot).unwrap())).collect()
}

#[test]
fn every_condition_is_answered_as_the_records_say() {
    let published = published();
    for condition in CONDITIONS {
        let yes = check(condition, &published);
        let no = check(&format!("NOT ({condition})"), &published);
        let unknown = STARTER.len() as u64 - yes - no;
        // A condition, its negation and what is unknown of it make up everything.
        assert_eq!(check(&format!("({condition}) OR NOT ({condition})"), &published), yes + no, "{condition}");
        assert_eq!(check(&format!("({condition}) AND NOT ({condition})"), &published), 0, "{condition}: {unknown} unknown");
    }
}

#[test]
fn any_expression_is_answered_as_the_records_say() {
    let published = published();
    let mut runner = TestRunner::new(Config { cases: 1_500, ..Config::default() });
    runner
        .run(&expressions(), |text| {
            check(&text, &published);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_day_is_a_vietnamese_day() {
    let day = Span::day("2026-01-10".parse().unwrap()).unwrap();
    assert_eq!(local_time::day_of(day.start).to_string(), "2026-01-10");
    assert_eq!(local_time::day_of(day.end).to_string(), "2026-01-10");
}
