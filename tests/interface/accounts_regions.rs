//! A right in a region reaches exactly the sites that the filter `region=` with that unit finds.
use agriatlas::domain::{Action, Grant, Placement, PublicSite, RegionId, Role, Site, SiteFacts, Status};
use agriatlas::query::Filter;
use agriatlas::snapshot::Snapshot;
use proptest::prelude::*;

use crate::support::{GEOGRAPHY, STARTER, snapshot_of, starter_sites};

/// The slots the filter finds against those whose placement the grant covers.
fn assert_the_same(snapshot: &Snapshot, region: RegionId) {
    let grant = Grant::new(Role::Officer, Some(region)).unwrap();
    let found = snapshot.select(&Filter { regions: vec![region], ..Filter::default() });
    for slot in 0..snapshot.len() as u32 {
        let PublicSite { site, .. } = snapshot.site(slot).unwrap();
        let place = &site.facts.placement;
        assert_eq!(grant.covers(place), found.contains(slot), "{} in {region}", site.id);
        assert_eq!(grant.allows(Action::Edit, place), found.contains(slot));
        assert!(!grant.allows(Action::Review, place));
    }
}

/// Every unit that a site of the snapshot lies in, and what these became or were.
fn units_about(snapshot: &Snapshot) -> std::collections::BTreeSet<RegionId> {
    let gazetteer = snapshot.gazetteer();
    let mut units = std::collections::BTreeSet::new();
    for slot in 0..snapshot.len() as u32 {
        for unit in snapshot.site(slot).unwrap().site.facts.placement.regions() {
            units.insert(unit);
            units.extend(gazetteer.successors(unit).into_iter().map(|step| step.successor));
            units.extend(gazetteer.predecessors(unit).into_iter().map(|step| step.predecessor));
            units.extend(gazetteer.ancestors(unit).map(|region| region.id));
        }
    }
    units
}

#[test]
fn every_site_against_every_unit_near_it() {
    let units = units_about(&STARTER);
    assert!(units.len() > 500, "{}", units.len());
    let (found, empty): (Vec<RegionId>, Vec<RegionId>) = units.into_iter().partition(|unit| !STARTER.in_region(*unit).is_empty());
    assert!(found.len() > 100 && empty.len() > 100, "both answers are asked for");
    found.into_iter().chain(empty).for_each(|region| assert_the_same(&STARTER, region));
}

#[test]
fn a_draft_is_reached_where_it_would_be_found_once_it_is_public() {
    // A record that the snapshot does not hold is settled first, as the snapshot does it.
    let published = snapshot_of(starter_sites());
    for draft in starter_sites().into_iter().step_by(7) {
        let draft = Site { facts: SiteFacts { status: Status::Draft, ..draft.facts }, ..draft };
        let place: Placement = GEOGRAPHY.settle(draft.facts.placement.clone());
        let slot = published.slot(draft.id).unwrap();
        for region in units_about(&published).into_iter().step_by(5) {
            assert_eq!(place.lies_in(region), published.in_region(region).contains(slot), "{} in {region}", draft.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_site_against_any_unit(
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12),
        unit in any::<prop::sample::Index>(),
    ) {
        // Sites moved to units of any kind, each to the placement that an address of that unit alone gives.
        let regions: Vec<RegionId> = STARTER.gazetteer().regions().map(|region| region.id).collect();
        let known = starter_sites_by_unit();
        let sites: Vec<Site> = picks.iter().map(|(site, place)| {
            let mut site = place_of(site.get(&known));
            let other = place_of(place.get(&known));
            site.facts.placement = other.facts.placement;
            site
        }).collect();
        let mut unique = std::collections::HashMap::new();
        sites.into_iter().for_each(|site| _ = unique.insert(site.id, site));
        let snapshot = snapshot_of(unique.into_values().collect());
        assert_the_same(&snapshot, *unit.get(&regions));
        for region in units_about(&snapshot) {
            assert_the_same(&snapshot, region);
        }
    }
}

fn starter_sites_by_unit() -> Vec<u32> {
    (0..STARTER.len() as u32).collect()
}

fn place_of(slot: &u32) -> Site {
    STARTER.site(*slot).unwrap().site.clone()
}
