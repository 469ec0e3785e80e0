//! What the tables themselves guarantee to somebody who works on them without the program.
use agriatlas::domain::{GeoPoint, Placement, PositionAccuracy, SiteFacts};
use agriatlas::store::{SiteWrite, StoreError};

use super::fixture::{Backend, Fixture};
use super::sample::*;

pub async fn the_tables_guard_themselves(fixture: Fixture) {
    fixture.store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    for attempt in [
        "UPDATE inventory SET revision = 0",
        "UPDATE inventory SET revision = 5",
        "DELETE FROM inventory",
        "INSERT INTO inventory SELECT 2, inventory_id, revision FROM inventory",
        "UPDATE site_number SET last_number = 0",
        "UPDATE site SET id = 'm-00777'",
        "UPDATE site SET kind = 'farm'",
        "UPDATE site SET lon = 105",
        "UPDATE site SET area_ha = -1",
        "UPDATE site SET name = ''",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    assert_eq!(fixture.execute("UPDATE site SET name = 'Sửa tay'").await.unwrap(), 1);
}

pub async fn a_row_changed_by_hand_is_named(fixture: Fixture) {
    fixture.store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    fixture.execute("UPDATE site SET sources = '[1]' WHERE id = 'm-00002'").await.unwrap();
    let refusal = fixture.store.load().await.unwrap_err();
    assert!(
        matches!(&refusal, StoreError::Unreadable { row, column, .. } if row == "m-00002" && column == "sources"),
        "{refusal}"
    );
    let change = vec![SiteWrite::Close { id: id("m-00002") }];
    assert!(matches!(fixture.store.commit(&edit(), 1, change, Vec::new()).await, Err(StoreError::Unreadable { .. })));
}

pub async fn the_postgis_point_follows_the_columns(fixture: Fixture) {
    if fixture.backend == Backend::Sqlite {
        return;
    }
    let point = GeoPoint::new(105.123_456_789_012_345, 21.000_000_000_000_004);
    let placement = Placement { point, accuracy: Some(PositionAccuracy::Surveyed), ..Placement::default() };
    let placed = SiteFacts { placement, ..plain("Có điểm") };
    let writes = vec![SiteWrite::Create(placed.clone()), SiteWrite::Create(plain("Không có điểm"))];
    fixture.store.commit(&edit(), 0, writes, Vec::new()).await.unwrap();
    let equal = "SELECT COUNT(*) FROM site WHERE ST_X(geom) = lon AND ST_Y(geom) = lat AND ST_SRID(geom) = 4326";
    let absent = "SELECT COUNT(*) FROM site WHERE geom IS NULL AND lon IS NULL";
    assert_eq!((fixture.count(equal).await, fixture.count(absent).await), (1, 1));
    // The point moves with the columns, and goes with them; nobody can set it.
    let changes = vec![
        SiteWrite::Update { id: id("m-00001"), facts: plain("Mất điểm") },
        SiteWrite::Update { id: id("m-00002"), facts: placed },
    ];
    fixture.store.commit(&edit(), 1, changes, Vec::new()).await.unwrap();
    let second = "SELECT COUNT(*) FROM site WHERE id = 'm-00002' AND ST_X(geom) = lon AND ST_Y(geom) = lat";
    assert_eq!((fixture.count(second).await, fixture.count(absent).await), (1, 1));
    assert!(fixture.execute("UPDATE site SET geom = ST_SetSRID(ST_MakePoint(1, 2), 4326)").await.is_err());
    let indexed = "SELECT COUNT(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam \
                   WHERE indrelid = 'site'::regclass AND amname = 'gist'";
    assert_eq!(fixture.count(indexed).await, 1);
}
