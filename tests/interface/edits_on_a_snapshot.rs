//! A snapshot made out of the one before and what changed answers every question as one built anew does, byte for byte.
use std::collections::BTreeMap;
use std::sync::Arc;

use agriatlas::domain::{GeoPoint, Sector, Site, SiteId, SiteKind, Status, Vocabulary};
use agriatlas::http::{SharedState, build_router};
use agriatlas::ingest::starter_vocabulary;
use agriatlas::snapshot::{Snapshot, SnapshotSource};
use axum::Router;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{GEOGRAPHY, link, local, send, starter_sites};

/// What is asked of both.
const QUESTIONS: &[&str] = &[
    "/api/collections/sites/items?limit=500",
    "/api/collections/sites/items?limit=30&offset=100",
    "/api/collections/sites/items?limit=60&offset=20&sortby=name",
    "/api/collections/sites/items?limit=60&sortby=-established_year,-name",
    "/api/collections/sites/items?limit=60&offset=150&sortby=area_ha",
    "/api/collections/sites/items?limit=60&sortby=-updated_at&sector=crop",
    "/api/collections/sites/items?q=htx%20rau&limit=100",
    "/api/collections/sites/items?q=moi&limit=100",
    "/api/collections/sites/items?bbox=105.5,20.8,105.9,21.2&limit=100",
    "/api/collections/sites/items?datetime=2026-02-01T00:00:00Z/..&limit=100",
    "/api/collections/sites/items?filter=area_ha%20%3E%202%20OR%20subsector%20IS%20NULL&limit=100",
    "/api/collections/sites/items?filter=S_WITHIN(geometry,POLYGON((105%2020,106.2%2020,106%2021.5,105%2020)))&limit=100",
    "/api/collections/models/items?region=01&limit=100",
    "/api/collections/sites/facets",
    "/api/collections/sites/facets?sector=livestock&region=01",
    "/api/collections/sites/nearest?lon=105.7&lat=21&k=50",
    "/api/collections/sites/nearest?lon=106.9&lat=10.7&k=12&sector=fisheries",
    "/api/collections/sites/nearest?lon=105.7&lat=21&k=5&max_km=30&q=htx",
    "/api/statistics?by=province",
    "/api/statistics?by=commune&region=01",
    "/api/statistics/gaps?by=commune&max_km=20&region=01",
    "/api/suggest?q=ba%20vi",
    "/api/collections/sites/tiles/WebMercatorQuad/5/14/25",
    "/api/collections/sites/tiles/WebMercatorQuad/9/225/406",
    "/api/collections/sites/tiles/WebMercatorQuad/13/3609/6501",
    "/api/collections/sites/tiles/WebMercatorQuad/0/0/0",
    "/api/collections/sites/export.csv?sortby=name",
    "/api/collections/sites/export.geojson",
    "/api/regions/01",
];

/// One change to one site.
#[derive(Clone, Debug)]
enum Edit {
    Move(usize, f64, f64),
    OntoAnother(usize, usize),
    Unplace(usize),
    Rename(usize, u8),
    Measure(usize, Option<f64>, Option<i16>),
    Resect(usize, Sector),
    Withdraw(usize),
    Publish(usize),
    Add(f64, f64),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let which = 0_usize..260;
    let edit = prop_oneof![
        (which.clone(), 102.0..110.0, 8.5..23.4).prop_map(|(site, lon, lat)| Edit::Move(site, lon, lat)),
        (which.clone(), which.clone()).prop_map(|(site, other)| Edit::OntoAnother(site, other)),
        which.clone().prop_map(Edit::Unplace),
        (which.clone(), any::<u8>()).prop_map(|(site, number)| Edit::Rename(site, number)),
        (which.clone(), prop::option::of(0.0..50.0), prop::option::of(1990_i16..2026))
            .prop_map(|(site, area, year)| Edit::Measure(site, area, year)),
        (which.clone(), prop::sample::select(Sector::ALL)).prop_map(|(site, sector)| Edit::Resect(site, sector)),
        which.clone().prop_map(Edit::Withdraw),
        which.prop_map(Edit::Publish),
        (104.0..107.0, 20.0..22.0).prop_map(|(lon, lat)| Edit::Add(lon, lat)),
    ];
    prop::collection::vec(edit, 1..6)
}

/// All records, and how far they have come.
struct Records {
    sites: BTreeMap<SiteId, Site>,
    revision: i64,
}

impl Records {
    fn source(&self, sites: Vec<Site>) -> SnapshotSource {
        let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
        SnapshotSource { revision: self.revision, inventory_id: "0123456789abcdef".into(), vocabulary, sites }
    }

    fn built_anew(&self) -> Snapshot {
        Snapshot::build(self.source(self.sites.values().cloned().collect()), GEOGRAPHY.clone())
    }

    /// Makes these edits as one revision; what changed.
    fn edit(&mut self, edits: &[Edit]) -> Vec<Site> {
        self.revision += 1;
        let mut changed = BTreeMap::new();
        for edit in edits {
            let mut site = self.chosen(edit);
            self.change(edit, &mut site);
            site.updated_at = format!("2026-03-01T00:00:{:02}Z", self.revision).parse().unwrap();
            self.sites.insert(site.id, site.clone());
            changed.insert(site.id, site);
        }
        changed.into_values().collect()
    }

    fn chosen(&self, edit: &Edit) -> Site {
        let (Edit::Move(place, ..)
        | Edit::OntoAnother(place, _)
        | Edit::Unplace(place)
        | Edit::Rename(place, _)
        | Edit::Measure(place, ..)
        | Edit::Resect(place, _)
        | Edit::Withdraw(place)
        | Edit::Publish(place)) = edit
        else {
            let last = self.sites.keys().filter(|id| id.kind() == SiteKind::Model).map(|id| id.number()).max().unwrap();
            let model = self.sites.values().find(|site| site.facts.kind == SiteKind::Model).unwrap();
            return Site { id: SiteId::new(SiteKind::Model, last + 1), ..model.clone() };
        };
        self.sites.values().nth(place % self.sites.len()).unwrap().clone()
    }

    fn change(&self, edit: &Edit, site: &mut Site) {
        let facts = &mut site.facts;
        match edit {
            Edit::Move(_, lon, lat) | Edit::Add(lon, lat) => facts.placement.point = GeoPoint::new(*lon, *lat),
            Edit::OntoAnother(_, other) => {
                facts.placement = self.sites.values().nth(other % self.sites.len()).unwrap().facts.placement.clone();
            }
            Edit::Unplace(_) => facts.placement.point = None,
            Edit::Rename(_, number) => facts.name = format!("HTX mới số {number}"),
            Edit::Measure(_, area, year) => (facts.area_ha, facts.established_year) = (*area, *year),
            Edit::Resect(_, sector) => (facts.sector, facts.subsector) = (*sector, None),
            Edit::Withdraw(_) => facts.status = Status::Withdrawn,
            Edit::Publish(_) => facts.status = Status::Published,
        }
    }
}

fn serving(snapshot: &Arc<Snapshot>) -> Router {
    let state = SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap());
    state.publish(Arc::clone(snapshot));
    build_router(state)
}

/// The body of an answer without the time at which it was made.
async fn body(router: &Router, path: &str) -> Vec<u8> {
    let answer = send(router.clone(), "GET", path, &[]).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.status);
    let Ok(mut json) = serde_json::from_slice::<serde_json::Value>(&answer.body) else { return answer.body };
    if let Some(object) = json.as_object_mut() {
        object.remove("timeStamp");
        object.get_mut("export").and_then(serde_json::Value::as_object_mut).map(|export| export.remove("date"));
    }
    json.to_string().into_bytes()
}

/// The identifiers of all pages by cursor.
async fn walked(router: &Router, order: &str) -> Vec<String> {
    let mut path = Some(format!("/api/collections/sites/items?limit=37&sortby={order}"));
    let mut ids = Vec::new();
    while let Some(next) = path {
        let page = send(router.clone(), "GET", &next, &[]).await.json();
        ids.extend(page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap().to_owned()));
        path = link(&page, "next").map(local);
    }
    ids
}

async fn hold(next: &Arc<Snapshot>, anew: &Arc<Snapshot>) {
    assert_eq!((next.revision(), next.len(), next.last_change()), (anew.revision(), anew.len(), anew.last_change()));
    let (next, anew) = (serving(next), serving(anew));
    for path in QUESTIONS {
        let (next, anew) = (body(&next, path).await, body(&anew, path).await);
        let differs = next.iter().zip(&anew).position(|(a, b)| a != b).unwrap_or(next.len().min(anew.len()));
        let around =
            |body: &[u8]| String::from_utf8_lossy(&body[differs.saturating_sub(80)..body.len().min(differs + 80)]).into_owned();
        assert!(next == anew, "{path}:\n{}\n{}", around(&next), around(&anew));
    }
    for order in ["", "name", "-area_ha,name", "-established_year"] {
        let whole = walked(&next, order).await;
        assert_eq!(whole, walked(&anew, order).await, "by {order}");
    }
}

#[test]
fn random_edits_one_after_the_other() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 12, max_shrink_iters: 60, ..Config::default() });
    runner
        .run(&prop::collection::vec(edits(), 1..5), |steps| {
            let sites = starter_sites().into_iter().map(|site| (site.id, site)).collect();
            let mut records = Records { sites, revision: 7 };
            let mut snapshot = records.built_anew();
            for step in &steps {
                let changed = records.edit(step);
                snapshot = snapshot.with_changes(records.source(changed)).expect("there is room for a few edits");
            }
            runtime.block_on(hold(&Arc::new(snapshot), &Arc::new(records.built_anew())));
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_new_base_is_asked_for_when_the_code_lists_or_the_database_are_others_or_too_much_changed() {
    let sites: BTreeMap<SiteId, Site> = starter_sites().into_iter().map(|site| (site.id, site)).collect();
    let records = Records { sites, revision: 7 };
    let snapshot = records.built_anew();
    assert!(snapshot.with_changes(records.source(Vec::new())).is_some());
    let other_database = SnapshotSource { inventory_id: "another".into(), ..records.source(Vec::new()) };
    assert!(snapshot.with_changes(other_database).is_none());
    let other_lists = SnapshotSource { vocabulary: Vocabulary::new(Vec::new()), ..records.source(Vec::new()) };
    assert!(snapshot.with_changes(other_lists).is_none());
    let one = records.sites.values().next().unwrap().clone();
    let many =
        (1..=snapshot.room() as u32 + 1).map(|number| Site { id: SiteId::new(SiteKind::Model, 1_000 + number), ..one.clone() });
    assert!(snapshot.with_changes(records.source(many.collect())).is_none());
}
