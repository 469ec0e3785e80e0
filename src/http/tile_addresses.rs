//! Where the tiles of a collection are under a filter, and what they hold in a sentence.
use serde_json::{Value, json};

use super::any_collection::AnyCollection;
use super::links::link;
use super::reply::MVT;
use super::request::Asked;
use super::tile_layer::MATRIX_SET;
use crate::domain::Message;
use crate::tiles::{CLUSTERED_BELOW, LayerQuery};

/// What the tiles hold, in a sentence.
pub(super) fn about_tiles(asked: &Asked, query: &LayerQuery) -> String {
    let below = CLUSTERED_BELOW;
    let message = match query {
        LayerQuery::Sites(_) => Message::new(
            format!("Dưới mức phóng {below}, các điểm gần nhau gộp thành cụm có số đếm; từ mức {below} mỗi điểm đứng riêng."),
            format!(
                "Below zoom level {below} sites close together form a cluster with their number; from {below} on each stands alone."
            ),
        ),
        LayerQuery::Regions(_) => Message::new(
            "Ranh giới được làm gọn theo mức phóng; “approximate” là ranh giới gần đúng.",
            "Borders are simplified to suit the zoom level; “approximate” means an approximate boundary.",
        ),
    };
    message.in_language(asked.language).to_owned()
}

/// The path of the tileset within the tilesets of its collection.
pub(super) const TILESET: &str = "/WebMercatorQuad";

/// The addresses of the tiles of a collection under a filter.
pub(super) struct Addresses<'a> {
    pub(super) asked: &'a Asked,
    pub(super) collection: AnyCollection,
    pub(super) query: &'a LayerQuery,
}

impl Addresses<'_> {
    pub(super) fn page(&self, rest: &str, format: Option<&str>) -> String {
        let mut pairs = self.query.pairs();
        pairs.extend(format.map(|format| ("f", format.to_owned())));
        pairs.extend(self.asked.language_pair());
        self.asked.public_url.absolute(&self.collection.tiles_path(rest), &pairs)
    }

    /// The template of the tiles, with these words for zoom level, row and column.
    pub(super) fn tiles(&self, template: &str) -> String {
        self.asked.public_url.absolute(&self.collection.tiles_path(&format!("{TILESET}/{template}")), &self.query.pairs())
    }

    pub(super) fn item(&self) -> Value {
        let mut item = link("item", MVT, self.tiles("{tileMatrix}/{tileRow}/{tileCol}"));
        if let Some(members) = item.as_object_mut() {
            members.insert("templated".to_owned(), json!(true));
        }
        item
    }

    pub(super) fn matrix_set(&self) -> String {
        self.asked.public_url.absolute(&format!("/api/tileMatrixSets/{MATRIX_SET}"), &[])
    }

    pub(super) fn tile_json(&self) -> String {
        let mut pairs = self.query.pairs();
        pairs.extend(self.asked.language_pair());
        self.asked.public_url.absolute(&format!("/api/tiles/{}.json", self.collection.name()), &pairs)
    }
}
