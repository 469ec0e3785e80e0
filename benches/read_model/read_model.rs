//! Measures the read model on synthetic sites: `make bench`. `AGRIATLAS_BENCH_SITES=10000,100000,1000000` chooses how many; every
//! answer is held against brute force over the same sites before it is measured.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]

mod brute_force;
mod thread_time;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use agriatlas::domain::{Address, GeoPoint, Language, Site, SiteId, VIETNAM, Vocabulary};
use agriatlas::geography::Geography;
use agriatlas::ingest::starter_vocabulary;
use agriatlas::query::{
    FILTER_PARAMETERS, FacetKey, Filter, ItemsQuery, NearestQuery, PageStart, Parameters, Sort, StatisticsQuery,
};
use agriatlas::snapshot::{Snapshot, SnapshotSource};
use agriatlas::synthesis::SyntheticSites;
use agriatlas::tiles::{GridPoint, LayerQuery, Tile};
use brute_force::BruteForce;
use cpu_time::{ProcessTime, ThreadTime};
use criterion::BenchmarkId;
use peak_alloc::PeakAlloc;
use thread_time::ByThreadTime;

/// Measures what the thread itself computes, so that other programs on the machine do not count.
type Criterion = criterion::Criterion<ByThreadTime>;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SEED: u64 = 1;

/// Filters by what they are; each is read as a request would be.
const FILTERS: &[(&str, &str)] = &[
    ("facet", "sector=livestock"),
    ("region", "region=01"),
    ("former_region", "region=2024-26"),
    ("text", "q=quyet%20thang%20rau"),
    ("box", "bbox=105.5,20.7,106.1,21.3"),
    ("wide_box", "bbox=104,16,108,22"),
    ("polygon", "filter=S_WITHIN(geometry,POLYGON((105%2020,106.2%2020,106%2021.5,105%2020)))"),
    ("comparison", "filter=area_ha%20%3E%2030%20AND%20established_year%20%3C%202000"),
    ("box_sector", "bbox=105.5,20.7,106.1,21.3&sector=crop"),
    ("mixed", "region=01,31,33&sector=crop&technology=greenhouse,organic&q=rau"),
];

/// Where the nearest are asked for: in a delta, in a town, in the hills, at sea.
const ORIGINS: &[(f64, f64)] = &[(105.85, 21.03), (105.7, 10.1), (103.9, 21.4), (108.2, 14.0), (110.5, 12.0)];

fn parameters(query: &str, groups: &[&[&str]]) -> Parameters {
    Parameters::parse(query, groups).unwrap()
}

fn filter(snapshot: &Snapshot, query: &str) -> Filter {
    Filter::parse(&parameters(query, &[FILTER_PARAMETERS]), None, snapshot).unwrap()
}

fn ids(snapshot: &Snapshot, slots: impl IntoIterator<Item = u32>) -> BTreeSet<SiteId> {
    slots.into_iter().map(|slot| snapshot.site(slot).unwrap().site.id).collect()
}

fn build(geography: &Geography, count: u32) -> Snapshot {
    let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
    let synthetic = SyntheticSites::new(geography.clone(), &vocabulary, SEED);
    // What shapes work out once for all is not counted.
    let _ = Snapshot::build(source(&vocabulary, synthetic.sites(count.min(20_000))), geography.clone());
    let (before, started) = (MEMORY.current_usage(), Instant::now());
    let sites = synthetic.sites(count);
    println!(
        "build/{count}: sites made in {:.2?}, {} B each",
        started.elapsed(),
        (MEMORY.current_usage() - before) / sites.len()
    );
    let source = source(&vocabulary, sites);
    let (started, computed) = (Instant::now(), ProcessTime::now());
    let snapshot = Snapshot::build(source, geography.clone());
    println!("build/{count}: {:.2?}, of processor time {:.2?}", started.elapsed(), computed.elapsed());
    let (held, peak) = ((MEMORY.current_usage() - before) / count as usize, (MEMORY.peak_usage() - before) / count as usize);
    println!("build/{count}: {held} B a site held, {peak} B a site at the most while it was built");
    snapshot
}

fn source(vocabulary: &Vocabulary, sites: Vec<Site>) -> SnapshotSource {
    SnapshotSource { revision: 1, inventory_id: "0123456789abcdef".to_owned(), vocabulary: vocabulary.clone(), sites }
}

fn selections(criterion: &mut Criterion, snapshot: &Snapshot, brute: &BruteForce<'_>, count: u32) {
    let mut group = criterion.benchmark_group("filter");
    for (name, query) in FILTERS {
        let filter = filter(snapshot, query);
        let slots = snapshot.select(&filter);
        assert_eq!(ids(snapshot, &slots), brute.matching(&filter), "{query}");
        println!("filter/{name}/{count}: {} match", slots.len());
        group
            .bench_function(BenchmarkId::new(*name, count), |bencher| bencher.iter(|| snapshot.select(black_box(&filter)).len()));
    }
}

fn nearest(criterion: &mut Criterion, snapshot: &Snapshot, brute: &BruteForce<'_>, count: u32) {
    let mut group = criterion.benchmark_group("nearest");
    for (name, query) in [
        ("loose", "sector=crop"),
        ("all", ""),
        ("selective", "certification=ocop5&sector=fisheries"),
        ("within", "sector=livestock&max_km=20"),
    ] {
        let queries: Vec<NearestQuery> = ORIGINS
            .iter()
            .map(|(lon, lat)| {
                let query = format!("lon={lon}&lat={lat}&k=10&{query}");
                NearestQuery::parse(&parameters(&query, &NearestQuery::PARAMETERS), None, snapshot).unwrap()
            })
            .collect();
        for query in &queries {
            let found = snapshot.nearest(query);
            let near = found.neighbours.iter().map(|one| (snapshot.site(one.slot).unwrap().site.id, one.distance_m));
            assert_eq!((found.matched as usize, near.collect()), brute.nearest(query), "{query:?}");
        }
        let mut turn = queries.iter().cycle();
        group.bench_function(BenchmarkId::new(name, count), |bencher| {
            bencher.iter(|| snapshot.nearest(black_box(turn.next().unwrap())).neighbours.len())
        });
    }
}

fn counts(criterion: &mut Criterion, snapshot: &Snapshot, brute: &BruteForce<'_>, count: u32) {
    let mut group = criterion.benchmark_group("facets");
    for (name, query) in [
        ("all", ""),
        ("sector", "sector=crop"),
        ("region", "region=01"),
        ("text", "q=rau"),
        ("half", "technology=greenhouse,organic,automation,solar,drone,biogas,ras,biotech"),
    ] {
        let filter = filter(snapshot, query);
        for key in FacetKey::ALL {
            brute.check_facet(&filter, *key, &snapshot.facet(&filter, *key, Language::Vietnamese));
        }
        group.bench_function(BenchmarkId::new(name, count), |bencher| {
            bencher.iter(|| snapshot.facets(black_box(&filter), FacetKey::ALL, Language::Vietnamese).len())
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("statistics");
    for (name, query) in [
        ("commune", "by=commune"),
        ("commune_sector", "by=commune&sector=crop"),
        ("province", "by=province"),
        ("technology", "by=technology"),
        ("year", "by=established_year"),
    ] {
        let today = jiff::civil::date(2026, 11, 22);
        let query = StatisticsQuery::parse(&parameters(query, &StatisticsQuery::PARAMETERS), today, snapshot).unwrap();
        brute.check_statistics(&query, &snapshot.statistics(&query, Language::Vietnamese));
        group.bench_function(BenchmarkId::new(name, count), |bencher| {
            bencher.iter(|| snapshot.statistics(black_box(&query), Language::Vietnamese).rows.len())
        });
    }
}

/// Every tile of a zoom level that meets Vietnam.
fn tiles_over_vietnam(zoom: u8) -> Vec<Tile> {
    let of = |lon: f64, lat: f64| Tile::of(GridPoint::of(GeoPoint { lon, lat }), zoom);
    let (first, last) = (of(VIETNAM.west, VIETNAM.north), of(VIETNAM.east, VIETNAM.south));
    let rows = first.row()..=last.row();
    rows.flat_map(|row| (first.col()..=last.col()).filter_map(move |col| Tile::new(zoom, row, col))).collect()
}

fn tiles(criterion: &mut Criterion, snapshot: &Snapshot, brute: &BruteForce<'_>, count: u32) {
    let layer = LayerQuery::Sites(Box::default());
    let mut all: Vec<Duration> = Vec::new();
    for zoom in 4..=12_u8 {
        let mut times: Vec<Duration> = Vec::new();
        let mut shown = 0;
        let tiles = tiles_over_vietnam(zoom);
        for tile in &tiles {
            let started = ThreadTime::now();
            let bytes = layer.tile(snapshot, *tile);
            times.push(started.elapsed());
            shown += brute_force::sites_in_tile(&bytes);
        }
        assert_eq!(shown, brute.placed(), "every placed site is in one tile of zoom {zoom}");
        all.extend(&times);
        told(&format!("tiles/z{zoom}/{count}"), times);
    }
    told(&format!("tiles/z4-12/{count}"), all);
    let mut group = criterion.benchmark_group("tiles");
    for zoom in [4, 8, 12_u8] {
        let tile = Tile::of(GridPoint::of(GeoPoint { lon: 105.85, lat: 21.03 }), zoom);
        group.bench_function(BenchmarkId::new(format!("hanoi_z{zoom}"), count), |bencher| {
            bencher.iter(|| layer.tile(snapshot, black_box(tile)).len())
        });
    }
}

fn told(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let mean = times.iter().sum::<Duration>() / times.len() as u32;
    println!(
        "{name}: {} tiles, mean {mean:.2?}, median {:.2?}, p99 {:.2?}, most {:.2?}",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

fn pages(criterion: &mut Criterion, snapshot: &Snapshot, brute: &BruteForce<'_>, count: u32) {
    let mut group = criterion.benchmark_group("page");
    for (name, query, sort) in [
        ("first_100", "", ""),
        ("box_sector_100", "bbox=105.5,20.7,106.1,21.3&sector=crop", ""),
        ("by_name_100", "sector=crop", "sortby=name"),
        ("by_area_offset", "", "sortby=-area_ha"),
    ] {
        let sort = Sort::parse(&parameters(sort, &[&["sortby"]])).unwrap();
        let filter = filter(snapshot, query);
        let crs = agriatlas::geography::Crs::CRS84;
        let query = ItemsQuery { filter, sort, limit: 100, start: PageStart::Offset(0), properties: None, crs };
        let page = snapshot.page(&query);
        assert_eq!(page.matched as usize, brute.matching(&query.filter).len());
        brute.check_order(&query.sort, &page.slots.iter().map(|slot| snapshot.site(*slot).unwrap()).collect::<Vec<_>>());
        group.bench_function(BenchmarkId::new(name, count), |bencher| {
            bencher.iter(|| {
                let page = snapshot.page(black_box(&query));
                let mut body: Vec<u8> = Vec::with_capacity(200_000);
                page.slots.iter().filter_map(|slot| snapshot.feature(*slot)).for_each(|feature| body.extend_from_slice(&feature));
                body.len()
            })
        });
    }
    let every = snapshot.all_in_order(&snapshot.select(&Filter::default()), &[]);
    let bytes: usize = every.iter().filter_map(|slot| snapshot.feature(*slot)).map(|feature| feature.len()).sum();
    println!("features/{count}: {} MB, {} B each", bytes >> 20, bytes / every.len());
    group.throughput(criterion::Throughput::Bytes(bytes as u64));
    group.bench_function(BenchmarkId::new("export", count), |bencher| {
        bencher.iter(|| {
            let mut buffer: Vec<u8> = Vec::with_capacity(128 << 10);
            let mut sent = 0;
            for slot in snapshot.all_in_order(&snapshot.select(&Filter::default()), &[]) {
                buffer.extend_from_slice(&snapshot.feature(slot).unwrap());
                if buffer.len() > 64 << 10 {
                    sent += buffer.len();
                    buffer.clear();
                }
            }
            sent + buffer.len()
        })
    });
}

fn edits(criterion: &mut Criterion, snapshot: &Snapshot, count: u32) {
    let changed = |revision: i64| {
        let mut site = snapshot.site(count / 3).unwrap().site.clone();
        site.facts.name = format!("Đổi tên lần {revision}");
        site.updated_at = "2026-11-22T00:00:00Z".parse().unwrap();
        let (inventory_id, vocabulary) = (snapshot.inventory_id().to_owned(), snapshot.vocabulary().clone());
        SnapshotSource { revision, inventory_id, vocabulary, sites: vec![site] }
    };
    let next = snapshot.with_changes(changed(2)).unwrap();
    let renamed = filter(&next, "q=doi%20ten%20lan%202");
    assert_eq!((next.len(), next.select(&renamed).len()), (snapshot.len(), 1));
    let mut group = criterion.benchmark_group("edit");
    group.bench_function(BenchmarkId::new("one_site", count), |bencher| {
        bencher.iter_with_large_drop(|| snapshot.with_changes(changed(2)).unwrap())
    });
}

fn places(criterion: &mut Criterion, geography: &Geography) {
    let written = |province: &str, district: Option<&str>, commune: &str| Address {
        province: Some(province.to_owned()),
        district: district.map(str::to_owned),
        commune: Some(commune.to_owned()),
    };
    let mut group = criterion.benchmark_group("gazetteer");
    for (name, address) in [
        ("resolve_exact", written("Thành phố Hà Nội", Some("Huyện Đan Phượng"), "Xã Đan Phượng")),
        ("resolve_toneless", written("ha noi", Some("dan phuong"), "dan phuong")),
        ("resolve_today", written("Thành phố Hà Nội", None, "Xã Ô Diên")),
    ] {
        assert!(geography.gazetteer().resolve_address(&address).placement.commune.is_some(), "{address:?}");
        group.bench_function(name, |bencher| bencher.iter(|| geography.gazetteer().resolve_address(black_box(&address))));
    }
    let points: Vec<GeoPoint> = ORIGINS.iter().map(|(lon, lat)| GeoPoint { lon: *lon, lat: *lat }).collect();
    let mut turn = points.iter().cycle();
    group.bench_function("locate", |bencher| bencher.iter(|| geography.shapes().locate(black_box(*turn.next().unwrap()))));
}

fn main() {
    let given = std::env::var("AGRIATLAS_BENCH_SITES").unwrap_or_else(|_| "10000,100000".to_owned());
    let sizes: Vec<u32> = given.split(',').map(|size| size.trim().parse().expect("a list of numbers")).collect();
    let mut criterion = criterion::Criterion::default()
        .with_measurement(ByThreadTime)
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let geography = Geography::shipped().unwrap();
    places(&mut criterion, &geography);
    for count in sizes {
        let snapshot = build(&geography, count);
        let brute = BruteForce::new(&snapshot);
        selections(&mut criterion, &snapshot, &brute, count);
        nearest(&mut criterion, &snapshot, &brute, count);
        counts(&mut criterion, &snapshot, &brute, count);
        tiles(&mut criterion, &snapshot, &brute, count);
        pages(&mut criterion, &snapshot, &brute, count);
        edits(&mut criterion, &snapshot, count);
    }
    criterion.final_summary();
}
