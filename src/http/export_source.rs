//! Everything a download is made from: the snapshot, the query, the reader, and what the file says of itself.
use std::borrow::Cow;
use std::sync::Arc;

use super::export_format::Demands;
use super::links::PublicUrl;
use crate::domain::{Language, Message};
use crate::encode::{Labels, Provenance, Record, RecordColumns};
use crate::snapshot::Snapshot;

/// A query whose every match can be downloaded.
pub(super) trait Download: Send + Sync + Sized + 'static {
    /// What the matches are.
    type Record: Record;
    /// How a match is named in the snapshot.
    type Key: Copy + Send + Sync + 'static;

    /// What the query asks of a format.
    fn demands(&self) -> Demands;

    /// The properties asked for; `None` for all.
    fn properties(&self) -> Option<&[<Self::Record as Record>::Property]>;

    /// The query as parameters.
    fn pairs(&self) -> Vec<(&'static str, String)>;

    /// The filter in words.
    fn sentence(&self, snapshot: &Snapshot) -> Message;

    /// What a reader of the file must know beside the filter.
    fn notes(&self, snapshot: &Snapshot, keys: &[Self::Key]) -> Vec<Message>;

    /// Every match, in order.
    fn matches(&self, snapshot: &Snapshot) -> Vec<Self::Key>;

    /// Whether the match has a place.
    fn is_placed(snapshot: &Snapshot, key: Self::Key) -> bool;

    /// Puts the matches of a folder one after the other.
    fn by_folder(snapshot: &Snapshot, keys: &mut [Self::Key]);

    /// The match.
    fn record<'a>(&self, snapshot: &'a Snapshot, language: Language, key: Self::Key) -> Option<Cow<'a, Self::Record>>;

    /// The match as a GeoJSON feature.
    fn feature<'a>(&self, snapshot: &'a Snapshot, language: Language, key: Self::Key) -> Option<Cow<'a, [u8]>>;

    /// The match as a waypoint of GPX; nothing where it is not one.
    fn waypoint(export: &Export<Self>, key: Self::Key) -> Option<Vec<u8>>;
}

/// Everything a download is made from.
pub(super) struct Export<D: Download> {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) public_url: Arc<PublicUrl>,
    pub(super) language: Language,
    pub(super) query: D,
    pub(super) provenance: Provenance,
}

impl<D: Download> Export<D> {
    pub(super) fn labels(&self) -> Labels<'_> {
        Labels { vocabulary: self.snapshot.vocabulary(), language: self.language }
    }

    /// The record of a match.
    pub(super) fn record(&self, key: D::Key) -> Option<Cow<'_, D::Record>> {
        self.query.record(&self.snapshot, self.language, key)
    }

    /// The records of these matches.
    pub(super) fn records<'a>(&'a self, keys: &'a [D::Key]) -> impl Iterator<Item = Cow<'a, D::Record>> + Send {
        keys.iter().filter_map(|key| self.record(*key))
    }

    /// The columns of a file that is a table.
    pub(super) fn table_columns(&self) -> RecordColumns<D::Record> {
        RecordColumns::of_table(self.query.properties(), self.provenance.crs)
    }

    /// The columns of a file that has geometry beside them.
    pub(super) fn layer_columns(&self) -> RecordColumns<D::Record> {
        RecordColumns::of_layer(self.query.properties())
    }
}
