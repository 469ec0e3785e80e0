//! The tilesets of a collection as plain pages: where the tiles are and what is in them.
use maud::{Markup, html};

use super::any_collection::AnyCollection;
use super::page_layout::{PageFrame, page, words};
use super::request::Asked;
use super::tile_addresses::{Addresses, about_tiles};
use super::tile_layer::MATRIX_SET;
use crate::domain::Language;
use crate::tiles::{LayerQuery, ZOOM_MAX};

/// The list of tilesets.
pub(super) fn list(asked: &Asked, collection: AnyCollection, query: &LayerQuery) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let body = html! {
        p { (say("Ô bản đồ véc-tơ cho phần mềm bản đồ (QGIS, MapLibre…).", "Vector tiles for map software (QGIS, MapLibre…).")) }
        ul { li { a href=(address(asked, collection, query, "/WebMercatorQuad", asked.language)) { (MATRIX_SET) } " · " (about_tiles(asked, query)) } }
    };
    framed(asked, collection, query, "", &body)
}

/// One tileset.
pub(super) fn tileset(asked: &Asked, collection: AnyCollection, query: &LayerQuery) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let addresses = Addresses { asked, collection, query };
    let body = html! {
        p { (about_tiles(asked, query)) }
        dl {
            dt { (say("Địa chỉ ô bản đồ", "Address of the tiles")) } dd { code { (addresses.tiles("{z}/{y}/{x}")) } }
            dt { "TileJSON" } dd { a href=(addresses.tile_json()) { (addresses.tile_json()) } }
            dt { (say("Mức phóng", "Zoom levels")) } dd { "0–" (ZOOM_MAX) }
            dt { (say("Lớp", "Layer")) } dd { code { (query.name()) } }
        }
        h2 { (say("Thuộc tính", "Properties")) }
        dl {
            @for field in query.fields() {
                dt { code { (field.name) } }
                dd { (field.description().in_language(asked.language)) }
            }
        }
    };
    framed(asked, collection, query, "/WebMercatorQuad", &body)
}

fn address(asked: &Asked, collection: AnyCollection, query: &LayerQuery, rest: &str, language: Language) -> String {
    let own = [("f", "html".to_owned()), ("lang", language.code().to_owned())];
    asked.public_url.local(&collection.tiles_path(rest), &[query.pairs(), own.to_vec()].concat())
}

fn framed(asked: &Asked, collection: AnyCollection, query: &LayerQuery, rest: &str, body: &Markup) -> Markup {
    let other = match asked.language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    };
    let kind = words(asked.language, "Ô bản đồ", "Tiles");
    let title = format!("{kind}: {}", collection.title().in_language(asked.language));
    let frame = PageFrame {
        public_url: &asked.public_url,
        language: asked.language,
        title: &title,
        other_language: Some(address(asked, collection, query, rest, other)),
    };
    page(&frame, &html! { h1 { (title) } (body) })
}
