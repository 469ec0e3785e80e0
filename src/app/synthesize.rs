//! Filling an empty inventory with synthetic sites; one that holds anything else is refused.
use super::error::AppError;
use crate::domain::{Batch, BatchOrigin, Message, Vocabulary};
use crate::geography::Geography;
use crate::ingest::starter_vocabulary;
use crate::store::{DatabaseUrl, SiteWrite, Store};
use crate::synthesis::SyntheticSites;

/// So many sites are written in one transaction.
const AT_ONCE: u32 = 20_000;
/// Who made them, in the history.
const AUTHOR: &str = "agriatlas geodata synthesize";

/// Writes so many synthetic sites into a database that holds none; how far the inventory has come then.
pub async fn synthesize(url: &DatabaseUrl, geography: Geography, count: u32, seed: u64) -> Result<i64, AppError> {
    let store = Store::open(url).await?;
    let written = fill(&store, geography, count, seed).await;
    store.close().await;
    written
}

async fn fill(store: &Store, geography: Geography, count: u32, seed: u64) -> Result<i64, AppError> {
    store.migrate().await?;
    // Nothing of what was ever recorded may be more than nothing.
    if store.load_since(0, 0).await?.is_none() {
        return Err(AppError::Setting(Message::new(
            "Cơ sở dữ liệu này đã có điểm. Dữ liệu giả lập chỉ được ghi vào cơ sở dữ liệu trống: hãy chọn tệp khác bằng --database-url",
            "This database holds sites. Synthetic data go into an empty database only: name another file by --database-url",
        )));
    }
    let terms = starter_vocabulary().map_err(AppError::Starter)?;
    let sites = SyntheticSites::new(geography, &Vocabulary::new(terms.clone()), seed);
    let batch = Batch {
        reason: Some(format!("Dữ liệu giả lập / synthetic data: {count} (seed {seed})")),
        ..Batch::new(BatchOrigin::Seed, AUTHOR)
    };
    let mut revision = store.revision().await?;
    if revision == 0 {
        revision = store.commit(&batch, revision, Vec::new(), terms).await?.revision;
    }
    let mut done = 0;
    while done < count {
        let end = count.min(done.saturating_add(AT_ONCE));
        let writes = (done..end).map(|number| SiteWrite::Create(sites.facts(number))).collect();
        revision = store.commit(&batch, revision, writes, Vec::new()).await?.revision;
        tracing::info!(sites = end, of = count, "synthetic sites written");
        done = end;
    }
    Ok(revision)
}
