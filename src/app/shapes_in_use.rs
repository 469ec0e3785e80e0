//! The shapes a server answers with: the shipped ones with the stored boundaries over them, read anew only when those change.
use super::boundaries::{on_a_thread, shape_of};
use super::error::AppError;
use crate::geography::Geography;
use crate::store::Store;

/// The geography at one revision of the boundaries.
#[derive(Clone, Debug)]
pub(super) struct ShapesInUse {
    shipped: Geography,
    /// 0 where every shape is the shipped one.
    revision: i64,
    current: Geography,
}

impl ShapesInUse {
    /// Nothing but the shipped shapes.
    pub fn shipped(shipped: Geography) -> Self {
        Self { current: shipped.clone(), revision: 0, shipped }
    }

    /// The revision of the boundaries of these shapes; 0 where every shape is the shipped one.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// The geography at that revision of the boundaries, or a later one.
    pub async fn at(&mut self, store: &Store, revision: i64) -> Result<Geography, AppError> {
        if revision != self.revision {
            let (found, rows) = store.boundaries().await?;
            let shipped = self.shipped.clone();
            self.current = on_a_thread(move || {
                let shapes = rows.into_iter().map(shape_of).collect::<Result<Vec<_>, _>>()?;
                Ok::<_, AppError>(if shapes.is_empty() { shipped } else { shipped.with_boundaries(shapes) })
            })
            .await??;
            self.revision = found;
            tracing::info!(boundaries_revision = found, "boundaries read");
        }
        Ok(self.current.clone())
    }
}
