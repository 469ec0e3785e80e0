//! The abstract tests of Features Part 3 and of CQL2 that need no data of their own, over every queryable.
use agriatlas::query::cql2::{ArrayRelation, SpatialRelation, TemporalRelation};
use agriatlas::query::{Codes, Queryable, ValueKind};
use std::collections::BTreeSet;

use crate::support::{STARTER, get, json};

fn encoded(expression: &str) -> String {
    form_urlencoded::byte_serialize(expression.as_bytes()).collect()
}

/// The identifiers an expression selects; it must be answered.
async fn selected(expression: &str) -> BTreeSet<String> {
    let path = format!("/api/collections/sites/items?limit=10000&properties=kind&filter={}", encoded(expression));
    let features = json(&path).await["features"].take();
    features.as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

fn of_kinds(kinds: &[ValueKind]) -> impl Iterator<Item = &'static Queryable> {
    Queryable::of_sites().iter().filter(move |queryable| kinds.contains(&queryable.kind))
}

/// The value the abstract tests compare a queryable with; a closed list takes one of its own codes.
fn value(queryable: &Queryable) -> String {
    match queryable.kind {
        ValueKind::Text => match queryable.codes {
            Codes::Vocabulary(list) => format!("'{}'", STARTER.vocabulary().terms(list).next().unwrap().code),
            Codes::Open | Codes::Closed(_) => "'foo'".to_owned(),
        },
        ValueKind::Boolean => "true".to_owned(),
        ValueKind::Number => "3.14".to_owned(),
        ValueKind::Integer => "1".to_owned(),
        ValueKind::Timestamp => "TIMESTAMP('2022-04-14T14:48:46Z')".to_owned(),
        ValueKind::Date => "DATE('2022-04-14')".to_owned(),
        ValueKind::TextList | ValueKind::Geometry => unreachable!("not compared"),
    }
}

const COMPARED: &[ValueKind] =
    &[ValueKind::Text, ValueKind::Boolean, ValueKind::Number, ValueKind::Integer, ValueKind::Timestamp, ValueKind::Date];

/// `/conf/basic-cql2/basic-test`, `/conf/basic-cql2/comparison`: `/req/basic-cql2/binary-comparison-predicate`.
#[tokio::test]
async fn basic_cql2_comparison() {
    for queryable in of_kinds(COMPARED) {
        let (name, value) = (queryable.name(), value(queryable));
        for (one, other) in [("=", "<>"), (">", "<="), ("<", ">=")] {
            let (a, b) = (selected(&format!("{name} {one} {value}")).await, selected(&format!("{name} {other} {value}")).await);
            assert!(a.is_disjoint(&b), "{name} {one} {value}");
            let with_value = selected(&format!("{name} IS NOT NULL")).await;
            assert_eq!(a.union(&b).cloned().collect::<BTreeSet<_>>(), with_value, "{name} {one} or {other} {value}");
        }
    }
}

/// `/conf/basic-cql2/is-null`: `/req/basic-cql2/null-predicate`.
#[tokio::test]
async fn basic_cql2_is_null() {
    for queryable in Queryable::of_sites() {
        let name = queryable.name();
        let (absent, present) = (selected(&format!("{name} IS NULL")).await, selected(&format!("{name} is not null")).await);
        assert!(absent.is_disjoint(&present) && absent.len() + present.len() == 249, "{name}");
    }
}

/// `/conf/basic-cql2/boolean`: `/req/basic-cql2/cql2-filter`.
#[tokio::test]
async fn basic_cql2_boolean() {
    assert_eq!((selected("true").await.len(), selected("false").await.len()), (249, 0));
}

/// `/conf/basic-cql2/logical`: `/req/basic-cql2/cql2-filter`, by the combination the standard names.
#[tokio::test]
async fn basic_cql2_logical() {
    let parts = ["area_ha > 1", "members IS NULL", "name < 'M'", "commune_is_certain = true", "established_year <> 2015"];
    for (n, p1) in parts.iter().enumerate() {
        let [p2, p3, p4] = [1, 2, 3].map(|step| parts[(n + step) % parts.len()]);
        let expression = format!("(NOT ({p2}) AND {p1}) OR ({p3} and {p4}) or not ({p1} OR {p4})");
        let [s1, s2, s3, s4] = [selected(p1).await, selected(p2).await, selected(p3).await, selected(p4).await];
        let (not2, neither) = (selected(&format!("NOT ({p2})")).await, selected(&format!("NOT ({p1}) AND NOT ({p4})")).await);
        let expected: BTreeSet<String> =
            not2.intersection(&s1).chain(s3.intersection(&s4)).chain(neither.iter()).cloned().collect();
        assert_eq!(selected(&expression).await, expected, "{expression}");
        assert!(s2.is_disjoint(&not2));
    }
}

/// `/conf/advanced-comparison-operators/like`: `/req/advanced-comparison-operators/like-predicate`.
#[tokio::test]
async fn advanced_comparison_like() {
    for queryable in of_kinds(&[ValueKind::Text]) {
        let name = queryable.name();
        let present = selected(&format!("{name} IS NOT NULL")).await;
        assert_eq!(selected(&format!("{name} LIKE '%'")).await, present, "{name}");
        assert_eq!(selected(&format!("{name} like '%%'")).await, present, "{name}");
        assert!(selected(&format!("{name} like '_%'")).await.is_subset(&present), "{name}");
        assert!(selected(&format!("{name} like ''")).await.is_empty(), "{name}");
        assert!(selected(&format!(r"{name} like '\%\_'")).await.is_empty(), "{name}");
        assert!(selected(&format!("{name} LIKE 'foo%'")).await.is_disjoint(&selected(&format!("{name} NOT LIKE 'foo%'")).await));
    }
}

/// `/conf/advanced-comparison-operators/between`: `/req/advanced-comparison-operators/between-predicate`.
#[tokio::test]
async fn advanced_comparison_between() {
    for queryable in of_kinds(&[ValueKind::Number, ValueKind::Integer]) {
        let name = queryable.name();
        let within = selected(&format!("{name} BETWEEN 0 AND 100")).await;
        assert_eq!(within, selected(&format!("{name} >= 0 AND {name} <= 100")).await, "{name}");
        assert!(within.is_disjoint(&selected(&format!("{name} not between 0 and 100")).await), "{name}");
        assert!(selected(&format!("{name} between 100.0 and 1.0")).await.is_empty(), "{name}");
    }
}

/// `/conf/advanced-comparison-operators/in`: `/req/advanced-comparison-operators/in-predicate`.
#[tokio::test]
async fn advanced_comparison_in() {
    for queryable in of_kinds(COMPARED) {
        let (name, value) = (queryable.name(), value(queryable));
        let within = selected(&format!("{name} IN ({value})")).await;
        assert_eq!(within, selected(&format!("{name} = {value}")).await, "{name}");
        assert_eq!(selected(&format!("{name} not in ({value}, {value})")).await, selected(&format!("{name} <> {value}")).await);
    }
}

/// `/conf/case-insensitive-comparison`, `/conf/accent-insensitive-comparison`: `/req/case-insensitive-comparison/casei-function`,
/// `/req/accent-insensitive-comparison/accenti-function`.
#[tokio::test]
async fn casei_and_accenti() {
    for queryable in of_kinds(&[ValueKind::Text]) {
        let name = queryable.name();
        for fold in ["CASEI", "ACCENTI"] {
            let (equal, other) = (
                selected(&format!("{fold}({name}) = {fold}('Đà Lạt')")).await,
                selected(&format!("{fold}({name}) <> {fold}('Đà Lạt')")).await,
            );
            assert!(equal.is_disjoint(&other), "{fold} {name}");
            let (upper, lower) = match fold {
                "CASEI" => ("'HỢP%'", "'hợp%'"),
                _ => ("'Hợp%'", "'Hop%'"),
            };
            let like = |pattern| format!("{fold}({name}) LIKE {fold}({pattern})");
            assert_eq!(selected(&like(upper)).await, selected(&like(lower)).await, "{fold} {name}");
        }
        let both = selected(&format!("ACCENTI(CASEI({name})) LIKE accenti(casei('HỢP%'))")).await;
        assert_eq!(both, selected(&format!("CASEI(ACCENTI({name})) LIKE 'hop%'")).await, "{name}");
    }
}

/// `/conf/basic-spatial-functions`, `/conf/basic-spatial-functions-plus`: `/req/basic-spatial-functions/spatial-predicate`,
/// `/req/basic-spatial-functions-plus/spatial-data-types`.
#[tokio::test]
async fn basic_spatial_functions() {
    assert_eq!(selected("S_INTERSECTS(geometry,BBOX(-180,-90,180,90))").await.len(), 249);
    assert!(
        selected("S_INTERSECTS(geometry,BBOX(-180,-90,-90,90)) AND S_INTERSECTS(geometry,BBOX(90,-90,180,90))").await.is_empty()
    );
    for literal in [
        "POINT(7.02 49.92)",
        "MULTIPOINT(7.02 49.92, 90 80)",
        "MULTIPOINT((7.02 49.92), (90 80))",
        "LINESTRING(-180 -45, 0 -45)",
        "MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45))",
        "POLYGON((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50))",
        "MULTIPOLYGON(((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)),((0 0, 10 0, 10 10, 0 10, 0 0)))",
        "GEOMETRYCOLLECTION(POINT(7.02 49.92), POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))",
        "POINT Z(105.8 21 5)",
    ] {
        assert!(selected(&format!("S_INTERSECTS(geometry,{literal})")).await.is_empty(), "{literal}");
    }
}

/// `/conf/spatial-functions`: `/req/spatial-functions/spatial-functions`.
#[tokio::test]
async fn spatial_functions() {
    for relation in SpatialRelation::ALL {
        for literal in [
            "BBOX(-180,-90,180,90)",
            "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))",
            "LINESTRING(7 50, 10 51)",
            "POINT(7.02 49.92)",
            "MULTIPOINT(7 50,10 51)",
        ] {
            let found = selected(&format!("{}(geometry,{literal})", relation.function())).await.len();
            let is_world = literal.starts_with("BBOX") || literal.starts_with("POLYGON");
            let expected = match relation {
                SpatialRelation::Intersects | SpatialRelation::Within => is_world,
                SpatialRelation::Disjoint => !is_world,
                _ => false,
            };
            assert_eq!(found, if expected { 249 } else { 0 }, "{relation:?} {literal}");
        }
    }
}

/// `/conf/temporal-functions`: `/req/temporal-functions/temporal-functions`.
#[tokio::test]
async fn temporal_functions() {
    for relation in TemporalRelation::ALL {
        let function = relation.function();
        for queryable in of_kinds(&[ValueKind::Timestamp, ValueKind::Date]) {
            for right in [
                "TIMESTAMP('2022-04-24T07:59:57Z')",
                "DATE('2022-04-24')",
                "INTERVAL('2021-01-01T00:00:00Z','2021-12-31T23:59:59Z')",
                "INTERVAL('2021-01-01','..')",
            ] {
                let left = queryable.name();
                selected(&format!("{function}({left},{right})")).await;
                selected(&format!("{function}(INTERVAL({left},{left}),{right})")).await;
            }
        }
    }
    let updated = |function: &str| format!("{function}(updated_at,DATE('2026-01-10'))");
    let [after, before, on, off] = [
        selected(&updated("T_AFTER")).await,
        selected(&updated("T_BEFORE")).await,
        selected(&updated("T_INTERSECTS")).await,
        selected(&updated("T_DISJOINT")).await,
    ];
    assert_eq!((after.len() + before.len(), on.len() + off.len()), (off.len(), 249));
    assert!(!on.is_empty() && !after.is_empty() && !before.is_empty());
}

/// `/conf/array-functions`: `/req/array-functions/array-predicates`.
#[tokio::test]
async fn array_functions() {
    for queryable in of_kinds(&[ValueKind::TextList]) {
        let (name, list) = (queryable.name(), queryable.vocabulary().unwrap());
        let codes: Vec<String> = STARTER.vocabulary().terms(list).take(2).map(|term| format!("'{}'", term.code)).collect();
        let by = |relation: &ArrayRelation| format!("{}({name},({}))", relation.function(), codes.join(","));
        let [equal, contains, contained, overlap] = [
            selected(&by(&ArrayRelation::Equals)).await,
            selected(&by(&ArrayRelation::Contains)).await,
            selected(&by(&ArrayRelation::ContainedBy)).await,
            selected(&by(&ArrayRelation::Overlaps)).await,
        ];
        assert_eq!(equal, contains.intersection(&contained).cloned().collect(), "{name}");
        assert!(contains.is_subset(&overlap), "{name}");
    }
}

/// `/conf/property-property`: `/req/property-property/property-property`.
#[tokio::test]
async fn property_property() {
    let numbers: Vec<&Queryable> = of_kinds(&[ValueKind::Number, ValueKind::Integer]).collect();
    for (left, right) in numbers.iter().flat_map(|left| numbers.iter().map(move |right| (left.name(), right.name()))) {
        let [less, equal, greater] = [
            selected(&format!("{left} < {right}")).await,
            selected(&format!("{left} = {right}")).await,
            selected(&format!("{left} > {right}")).await,
        ];
        assert!(less.is_disjoint(&equal) && less.is_disjoint(&greater) && equal.is_disjoint(&greater), "{left} {right}");
        assert_eq!(greater, selected(&format!("{right} < {left}")).await, "{left} {right}");
    }
    assert_eq!(selected("'crop' = sector").await, selected("sector = 'crop'").await);
}

/// `/conf/arithmetic`: `/req/arithmetic/arithmetic`.
#[tokio::test]
async fn arithmetic() {
    for (expression, is_true) in [
        ("1 + 2 * 3 = 7", true),
        ("(1 + 2) * 3 = 9", true),
        ("7 div 2 = 3", true),
        ("7 % 4 = 3", true),
        ("2 ^ 3 ^ 1 = 8", true),
        ("-2 * -3 = 6", true),
        ("7 / 2 = 3.5", true),
        ("1 / 0 = 1 OR 1 / 0 <> 1", false),
        ("(1 / 0) IS NULL", true),
    ] {
        assert_eq!(!selected(expression).await.is_empty(), is_true, "{expression}");
    }
    assert_eq!(selected("area_ha * 2 > 3").await, selected("area_ha > 1.5").await);
    assert_eq!(selected("members - 1 >= 10").await, selected("members > 10").await);
}

/// `/req/filter/filter-param`, `/req/filter/filter-lang-param`, `/req/filter/filter-crs-param`, `/req/filter/mixing-expressions`,
/// `/req/filter/response`, `/req/features-filter/…`.
#[tokio::test]
async fn features_part_3_filter() {
    let all = selected("sector = 'crop' AND S_INTERSECTS(geometry,BBOX(105,20,106,22))").await;
    let expression = encoded("sector = 'crop'");
    for language in ["", "&filter-lang=cql2-text"] {
        for crs in ["", "&filter-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84"] {
            let path = format!("/api/collections/sites/items?limit=1&bbox=105,20,106,22&filter={expression}{language}{crs}");
            assert_eq!(json(&path).await["numberMatched"], all.len(), "{path}");
        }
    }
    for path in ["filter=sector+%3D", "filter=colour+%3D+1", "filter=true&filter-lang=x", "filter=true&filter-crs=x"] {
        assert_eq!(get(&format!("/api/collections/sites/items?{path}")).await.status, 400, "{path}");
    }
}
