//! `nearest` against a brute-force geodesic search over WGS 84: 1,000 random points and filters.
use crate::support;

use agriatlas::domain::{GeoPoint, Sector, SiteKind};
use agriatlas::geography::Crs;
use agriatlas::query::{Filter, NearestQuery};
use agriatlas::snapshot::Snapshot;
use geographiclib_rs::{Geodesic, InverseGeodesic};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// The identifiers and distances of the nearest by trying every site.
fn brute_force(snapshot: &Snapshot, query: &NearestQuery) -> (usize, Vec<(String, f64)>) {
    let geodesic = Geodesic::wgs84();
    let sites = (0..snapshot.len() as u32).filter_map(|slot| snapshot.site(slot));
    let mut found: Vec<_> = sites
        .filter(|public| {
            let facts = &public.site.facts;
            let filter = &query.filter;
            let in_region = |id| facts.placement.regions().any(|region| region == id);
            (filter.sectors.is_empty() || filter.sectors.contains(&facts.sector))
                && (filter.kinds.is_empty() || filter.kinds.contains(&facts.kind))
                && (filter.regions.is_empty() || filter.regions.iter().any(|id| in_region(*id)))
                && (filter.technologies.is_empty() || filter.technologies.iter().any(|code| facts.technologies.contains(code)))
        })
        .filter_map(|public| {
            let point = public.site.facts.placement.point?;
            let distance: f64 = geodesic.inverse(query.origin.lat, query.origin.lon, point.lat, point.lon);
            query.max_distance_m.is_none_or(|maximum| distance <= maximum).then_some((distance, public.site.id))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let matched = found.len();
    (matched, found.into_iter().take(query.count).map(|(distance, id)| (id.to_string(), distance)).collect())
}

fn queries() -> impl Strategy<Value = NearestQuery> {
    // Mostly where the sites are, sometimes anywhere on Earth.
    let near = (102.0..110.0_f64, 8.0..24.0_f64);
    let anywhere = (-180.0..=180.0_f64, -90.0..=90.0_f64);
    let origin = prop_oneof![3 => near.boxed(), 1 => anywhere.boxed()];
    let sectors = prop::collection::vec(prop::sample::select(Sector::ALL), 0..3);
    let kinds = prop::collection::vec(prop::sample::select(SiteKind::ALL), 0..2);
    let regions =
        prop::collection::vec(prop::sample::select(vec!["01", "08", "25", "2024-26", "2024-277", "2024-250", "10015"]), 0..3);
    let technologies = prop::collection::vec(prop::sample::select(vec!["greenhouse", "ras", "biogas", "organic", "drone"]), 0..2);
    let reach = prop::option::of(0.1..800_000.0_f64);
    (origin, sectors, kinds, regions, technologies, 1..60_usize, reach).prop_map(
        |((lon, lat), sectors, kinds, regions, technologies, count, max_distance_m)| NearestQuery {
            filter: Filter {
                sectors,
                kinds,
                regions: regions.into_iter().map(|id| id.parse().unwrap()).collect(),
                technologies: technologies.into_iter().map(str::to_owned).collect(),
                ..Filter::default()
            },
            origin: GeoPoint { lon, lat },
            count,
            max_distance_m,
            crs: Crs::CRS84,
        },
    )
}

fn hold(snapshot: &Snapshot, query: &NearestQuery) {
    let answer = snapshot.nearest(query);
    let found: Vec<(String, f64)> =
        answer.neighbours.iter().map(|near| (snapshot.site(near.slot).unwrap().site.id.to_string(), near.distance_m)).collect();
    let (matched, expected) = brute_force(snapshot, query);
    assert_eq!(found, expected, "{query:?}");
    assert_eq!(answer.matched as usize, matched, "{query:?}");
}

#[test]
fn a_thousand_random_points_and_filters_on_the_starter_inventory() {
    let snapshot = &support::STARTER;
    let mut runner = TestRunner::new(Config { cases: 1_000, ..Config::default() });
    runner
        .run(&queries(), |query| {
            hold(snapshot, &query);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_crowd_of_sites_spread_over_the_world() {
    // Stresses what a country cannot: poles, the antimeridian, antipodes.
    let mut sites = support::starter_sites();
    for (position, site) in sites.iter_mut().enumerate() {
        let lon = (position as f64 * 137.508) % 360.0 - 180.0;
        let lat = (position as f64 * 0.7231).sin().asin().to_degrees();
        site.facts.placement.point = GeoPoint::new(lon, lat);
    }
    let snapshot = support::snapshot_of(sites);
    let mut runner = TestRunner::new(Config { cases: 300, ..Config::default() });
    runner
        .run(&queries(), |query| {
            hold(&snapshot, &query);
            Ok(())
        })
        .unwrap();
}

#[test]
fn bearings_point_from_the_origin_to_the_site() {
    let query = NearestQuery {
        filter: Filter::default(),
        origin: GeoPoint { lon: 100.0, lat: 21.0 },
        count: 249,
        max_distance_m: None,
        crs: Crs::CRS84,
    };
    let answer = support::STARTER.nearest(&query);
    assert_eq!(answer.neighbours.len(), 249);
    for near in answer.neighbours {
        assert!((60.0..120.0).contains(&near.bearing_deg), "everything lies east of 100° E: {}", near.bearing_deg);
    }
}
