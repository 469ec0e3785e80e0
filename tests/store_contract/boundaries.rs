//! The shapes of units: replaced whole, kept in the history as batches, told by their revision.
use agriatlas::domain::{Batch, BatchOrigin, RegionId};
use agriatlas::store::{BoundaryRow, BoundarySource, StoreError};

use super::fixture::{Backend, Fixture};
use super::sample::*;

fn batch() -> Batch {
    Batch { origin: BatchOrigin::Boundaries, ..import() }
}

/// A square of a tenth of a degree as well-known binary: one polygon of one ring of five points.
fn square(west: f64, south: f64) -> Vec<u8> {
    let mut wkb = Vec::new();
    wkb.push(1);
    for number in [6_u32, 1] {
        wkb.extend(number.to_le_bytes());
    }
    wkb.push(1);
    for number in [3_u32, 1, 5] {
        wkb.extend(number.to_le_bytes());
    }
    for (x, y) in [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)] {
        wkb.extend(f64::to_le_bytes(west + x));
        wkb.extend(f64::to_le_bytes(south + y));
    }
    wkb
}

fn row(region: &str, source: BoundarySource) -> BoundaryRow {
    let region: RegionId = region.parse().unwrap();
    let is_official = source != BoundarySource::Derived;
    BoundaryRow { region, geometry: square(105.0 + region.code().parse::<f64>().unwrap() / 1e5, 21.0), is_official, source }
}

pub async fn shapes_are_replaced_whole_and_raise_the_revision(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    assert_eq!((store.boundaries_revision().await.unwrap(), store.load().await.unwrap().boundaries_revision), (0, 0));

    let given = vec![row("00004", BoundarySource::ThisBatch), row("01", BoundarySource::Derived)];
    let first = store.replace_boundaries(&batch(), 1, given).await.unwrap();
    assert_eq!((first.revision, first.batch_id, first.boundaries), (2, Some(2), 1));
    store.commit(&edit(), 2, creates(1), Vec::new()).await.unwrap();
    let (revision, rows) = store.boundaries().await.unwrap();
    assert_eq!((revision, store.boundaries_revision().await.unwrap()), (2, 2));
    assert_eq!(rows, vec![row("00004", BoundarySource::Batch(2)), row("01", BoundarySource::Derived)]);
    assert_eq!(store.load().await.unwrap().boundaries_revision, 2);

    let given = vec![
        row("00004", BoundarySource::Batch(2)),
        row("00008", BoundarySource::ThisBatch),
        row("00025", BoundarySource::ThisBatch),
        row("2024-018", BoundarySource::Derived),
    ];
    let second = store.replace_boundaries(&batch(), 3, given).await.unwrap();
    assert_eq!((second.revision, second.boundaries), (4, 2));
    let sources: Vec<_> = store.boundaries().await.unwrap().1.into_iter().map(|row| row.source).collect();
    use BoundarySource::{Batch as By, Derived};
    assert_eq!(sources, vec![By(2), By(4), By(4), Derived]);

    let reset = store.replace_boundaries(&batch(), 4, Vec::new()).await.unwrap();
    assert_eq!((reset.revision, reset.boundaries), (5, 3), "three units lose what files gave");
    assert_eq!(store.boundaries().await.unwrap(), (5, Vec::new()));
    let again = store.replace_boundaries(&batch(), 5, Vec::new()).await.unwrap();
    assert_eq!((again.revision, again.batch_id), (5, None), "nothing to take back");

    let batches = store.batches(10).await.unwrap();
    let counts: Vec<_> = batches.iter().map(|batch| (batch.batch.origin, batch.boundaries)).collect();
    use BatchOrigin::{Boundaries, Edit};
    assert_eq!(counts, vec![(Boundaries, 3), (Boundaries, 2), (Edit, 0), (Boundaries, 1), (Edit, 0)]);
    assert_eq!(batches[0].batch, batch());
}

pub async fn shapes_of_an_old_revision_write_nothing(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let refusal = store.replace_boundaries(&batch(), 0, vec![row("00004", BoundarySource::ThisBatch)]).await;
    assert!(matches!(refusal, Err(StoreError::RevisionMoved { expected: 0, found: 1 })), "{refusal:?}");
    // The same unit twice, and a batch that never was: all of it is left out.
    let twice = vec![row("00004", BoundarySource::ThisBatch), row("00004", BoundarySource::ThisBatch)];
    assert!(matches!(store.replace_boundaries(&batch(), 1, twice).await, Err(StoreError::Refused { .. })));
    let stray = vec![row("00004", BoundarySource::Batch(77)), row("00008", BoundarySource::ThisBatch)];
    assert!(matches!(store.replace_boundaries(&batch(), 1, stray).await, Err(StoreError::Refused { .. })));
    let nul = Batch { author: "\0".to_owned(), ..batch() };
    assert!(matches!(store.replace_boundaries(&nul, 1, Vec::new()).await, Err(StoreError::Inadmissible { .. })));
    assert_eq!((store.revision().await.unwrap(), store.boundaries().await.unwrap()), (1, (0, Vec::new())));
    assert_eq!(fixture.count("SELECT COUNT(*) FROM batch").await, 1);
}

pub async fn four_thousand_shapes_are_written_at_once(fixture: Fixture) {
    let communes = (0..4_000).map(|code| row(&format!("{code:05}"), BoundarySource::ThisBatch));
    let rows: Vec<_> = communes.collect();
    let commit = fixture.store.replace_boundaries(&batch(), 0, rows.clone()).await.unwrap();
    assert_eq!((commit.revision, commit.boundaries), (1, 4_000));
    let (_, stored) = fixture.another().await.boundaries().await.unwrap();
    assert_eq!(stored.len(), rows.len());
    assert!(stored.iter().zip(&rows).all(|(stored, row)| (stored.region, &stored.geometry) == (row.region, &row.geometry)));
}

pub async fn the_tables_of_boundaries_guard_themselves(fixture: Fixture) {
    fixture.store.replace_boundaries(&batch(), 0, vec![row("00004", BoundarySource::ThisBatch)]).await.unwrap();
    for attempt in [
        "UPDATE region_boundary SET region_id = '004'",
        "UPDATE region_boundary SET given_by = 5",
        "UPDATE region_boundary SET is_official = (1 = 0)",
        "DELETE FROM batch",
        "UPDATE batch SET boundaries = 2",
        "INSERT INTO batch (id, revision, origin, author, recorded_at, created, updated, closed, terms) \
         SELECT 2, 2, 'boundaries', author, recorded_at, 0, 0, 0, 0 FROM batch",
        "INSERT INTO batch (id, revision, origin, author, recorded_at, created, updated, closed, terms, boundaries) \
         SELECT 2, 2, 'else', author, recorded_at, 0, 0, 0, 0, 1 FROM batch",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    if fixture.backend == Backend::Postgres {
        let agree = "SELECT COUNT(*) FROM region_boundary \
                     WHERE ST_IsValid(geom) AND ST_SRID(geom) = 4326 AND ST_XMin(geom) = 105.00004::float8";
        assert_eq!(fixture.count(agree).await, 1);
    }
    fixture.execute("UPDATE region_boundary SET region_id = '99999'").await.unwrap();
    assert_eq!(fixture.store.boundaries().await.unwrap().1[0].region.to_string(), "99999");
}
