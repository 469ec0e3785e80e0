//! Everything a download is made from: the snapshot, the query, the reader, and what the file says of itself.
use std::sync::Arc;

use super::links::PublicUrl;
use crate::domain::{Language, PublicSite};
use crate::encode::{Labels, Provenance, SiteColumns};
use crate::query::ExportQuery;
use crate::snapshot::Snapshot;

/// Everything a download is made from.
pub(super) struct Export {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) public_url: Arc<PublicUrl>,
    pub(super) language: Language,
    pub(super) query: ExportQuery,
    pub(super) provenance: Provenance,
}

impl Export {
    pub(super) fn labels(&self) -> Labels<'_> {
        Labels { vocabulary: self.snapshot.vocabulary(), language: self.language }
    }

    /// The sites in these slots.
    pub(super) fn sites<'a>(&'a self, slots: &'a [u32]) -> impl Iterator<Item = &'a PublicSite> + Send {
        slots.iter().filter_map(|slot| self.snapshot.site(*slot))
    }

    /// The columns of a file that is a table.
    pub(super) fn table_columns(&self) -> SiteColumns {
        SiteColumns::of_table(self.query.properties.as_deref(), self.query.crs)
    }

    /// The columns of a file that has geometry beside them.
    pub(super) fn layer_columns(&self) -> SiteColumns {
        SiteColumns::of_layer(self.query.properties.as_deref())
    }
}
