//! Every site that matches, for downloads.
use std::borrow::Cow;

use super::export_format::Demands;
use super::export_source::{Download, Export};
use super::filter_sentence::filter_sentence;
use super::items;
use crate::domain::{Language, Message, Property, PublicSite};
use crate::encode::gpx_waypoint;
use crate::query::ExportQuery;
use crate::snapshot::Snapshot;

impl Download for ExportQuery {
    type Record = PublicSite;
    type Key = u32;

    fn demands(&self) -> Demands {
        let (has_properties, is_sorted) = (self.properties.is_some(), !self.sort.is_empty());
        Demands { crs: self.crs, has_properties, is_sorted, is_simplified: false }
    }

    fn properties(&self) -> Option<&[Property]> {
        self.properties.as_deref()
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.pairs()
    }

    fn sentence(&self, snapshot: &Snapshot) -> Message {
        filter_sentence(snapshot, &self.filter)
    }

    fn notes(&self, _: &Snapshot, _: &[u32]) -> Vec<Message> {
        Vec::new()
    }

    fn matches(&self, snapshot: &Snapshot) -> Vec<u32> {
        snapshot.all_in_order(&snapshot.select(&self.filter), &self.sort)
    }

    fn is_placed(snapshot: &Snapshot, slot: u32) -> bool {
        snapshot.site(slot).is_some_and(|public| public.site.facts.placement.point.is_some())
    }

    fn by_folder(snapshot: &Snapshot, slots: &mut [u32]) {
        slots.sort_by_key(|slot| snapshot.site(*slot).map(|public| public.site.facts.sector));
    }

    fn record<'a>(&self, snapshot: &'a Snapshot, _: Language, slot: u32) -> Option<Cow<'a, PublicSite>> {
        snapshot.site(slot).map(Cow::Borrowed)
    }

    fn feature<'a>(&self, snapshot: &'a Snapshot, _: Language, slot: u32) -> Option<Cow<'a, [u8]>> {
        items::feature(snapshot, slot, self.properties.as_deref(), self.crs)
    }

    fn waypoint(export: &Export<Self>, slot: u32) -> Option<Vec<u8>> {
        let public = export.snapshot.site(slot)?;
        let page = export.public_url.absolute(&format!("/sites/{}", public.site.id), &[]);
        Some(gpx_waypoint(public, export.labels(), &page))
    }
}
