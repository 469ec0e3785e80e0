//! Checks a whole database: every row in one reading, and the snapshot that would be served from it.
use super::error::AppError;
use super::inventory::read_snapshot;
use crate::audit::{Audit, AuditReport, PublicRecords};
use crate::domain::Message;
use crate::geography::Geography;
use crate::store::{DatabaseUrl, Store, StoreError};

/// How often the check begins anew because somebody committed between the reading and the snapshot.
const ATTEMPTS: u32 = 5;

/// Checks the database at an address; nothing is written, and a SQLite file that is not there is not made.
pub async fn check_database(url: &DatabaseUrl, geography: &Geography) -> Result<AuditReport, AppError> {
    let store = open_existing(url).await?;
    let report = check_store(&store, geography).await;
    store.close().await;
    report
}

/// Checks an open database.
pub async fn check_store(store: &Store, geography: &Geography) -> Result<AuditReport, AppError> {
    let mut attempt = 1;
    loop {
        let mut audit = Audit::new(geography.gazetteer());
        store.examine(|row| audit.take(row)).await?;
        match read_snapshot(store, geography).await {
            Ok(snapshot) if snapshot.revision() == audit.revision() => {
                let sites = (0..u32::MAX).map_while(|slot| snapshot.site(slot));
                let served: PublicRecords = sites.map(|public| (public.site.id, public.site.updated_at)).collect();
                audit.served(&served);
            }
            Ok(_) if attempt < ATTEMPTS => {
                attempt += 1;
                continue;
            }
            // Somebody commits all the time; the rows were read at one moment and are checked in any case.
            Ok(_) => {}
            // Told already, row by row.
            Err(AppError::Store(StoreError::Unreadable { .. })) => {}
            Err(error) => return Err(error),
        }
        return Ok(audit.finish());
    }
}

/// Opens a database that is there.
pub async fn open_existing(url: &DatabaseUrl) -> Result<Store, AppError> {
    if let Some(path) = url.sqlite_path().filter(|path| !path.exists()) {
        let path = path.display();
        return Err(AppError::Setting(Message::new(
            format!("Không có cơ sở dữ liệu {path}. Hãy kiểm tra AGRIATLAS_DATABASE_URL."),
            format!("there is no database {path}; check AGRIATLAS_DATABASE_URL"),
        )));
    }
    Ok(Store::open(url).await?)
}
