//! Every administrative unit that matches, for downloads.
use std::borrow::Cow;
use std::sync::Arc;

use super::export_format::Demands;
use super::export_source::{Download, Export};
use super::filter_sentence::region_sentence;
use super::region_feature::{boundary, region_feature};
use crate::domain::{Language, Message, RegionId, RegionProperty, Succession};
use crate::encode::{RegionRecord, RelatedUnit};
use crate::query::RegionExportQuery;
use crate::snapshot::Snapshot;

impl Download for RegionExportQuery {
    type Record = RegionRecord;
    type Key = RegionId;

    fn demands(&self) -> Demands {
        let form = &self.form;
        let (has_properties, is_simplified) = (form.properties.is_some(), form.resolution_m > 0.0);
        Demands { crs: form.crs, has_properties, is_sorted: false, is_simplified }
    }

    fn properties(&self) -> Option<&[RegionProperty]> {
        self.form.properties.as_deref()
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.pairs()
    }

    fn sentence(&self, snapshot: &Snapshot) -> Message {
        region_sentence(snapshot, &self.filter)
    }

    fn notes(&self, snapshot: &Snapshot, ids: &[RegionId]) -> Vec<Message> {
        let shapes = snapshot.geography().shapes();
        let with_shape = || ids.iter().filter_map(|id| shapes.get(*id));
        let official = with_shape().filter(|shape| shape.is_official).count();
        let approximate = with_shape().count() - official;
        let metres = self.form.resolution_m;
        let notes = [
            (approximate > 0).then(|| {
                Message::new(
                    format!("{approximate} ranh giới là gần đúng, do AgriAtlas dựng, không có giá trị pháp lý"),
                    format!("{approximate} boundaries are approximate, made by AgriAtlas, without legal meaning"),
                )
            }),
            (official > 0).then(|| {
                Message::new(
                    format!("{official} ranh giới là chính thức, do nơi vận hành máy chủ nạp vào, theo điều kiện của nguồn"),
                    format!(
                        "{official} boundaries are official, loaded by who runs this server, under the terms of their source"
                    ),
                )
            }),
            (metres > 0.0).then(|| {
                Message::new(
                    format!("Ranh giới được đơn giản hóa, sai lệch không quá {metres} m"),
                    format!("Borders are simplified, off by at most {metres} m"),
                )
            }),
        ];
        notes.into_iter().flatten().collect()
    }

    fn matches(&self, snapshot: &Snapshot) -> Vec<RegionId> {
        snapshot.regions_matching(&self.filter).into_iter().map(|region| region.id).collect()
    }

    fn is_placed(snapshot: &Snapshot, id: RegionId) -> bool {
        snapshot.geography().shapes().get(id).is_some()
    }

    fn by_folder(_: &Snapshot, ids: &mut [RegionId]) {
        ids.sort_by_key(|id| id.level());
    }

    fn record<'a>(&self, snapshot: &'a Snapshot, language: Language, id: RegionId) -> Option<Cow<'a, RegionRecord>> {
        let (gazetteer, shapes) = (snapshot.gazetteer(), snapshot.geography().shapes());
        let region = gazetteer.region(id)?;
        let province = gazetteer.ancestors(id).last().unwrap_or(region);
        let related = |steps: Vec<Succession>, other: fn(&Succession) -> RegionId| -> Vec<RelatedUnit> {
            let unit = |step: &Succession| {
                let unit = gazetteer.region(other(step))?;
                Some(RelatedUnit { id: unit.id, full_name: unit.full_name.clone(), extent: step.extent })
            };
            steps.iter().filter_map(unit).collect()
        };
        let shape = match self.form.resolution_m > 0.0 {
            true => shapes.simplified(id, self.form.resolution_m).map(|shape| Arc::new(shape.into_owned())),
            false => shapes.get(id).map(|shape| Arc::clone(&shape.geometry)),
        };
        Some(Cow::Owned(RegionRecord {
            region: region.clone(),
            parent: region.parent.and_then(|parent| gazetteer.region(parent)).map(|parent| parent.full_name.clone()),
            province_id: province.id,
            province: province.full_name.clone(),
            point: shapes.representative_point(id).unwrap_or(region.centre),
            is_official: shapes.get(id).map(|shape| shape.is_official),
            boundary_note: boundary(snapshot, id).map(|(_, note)| note.in_language(language).to_owned()),
            predecessors: related(gazetteer.predecessors(id), |step| step.predecessor),
            successors: related(gazetteer.successors(id), |step| step.successor),
            shape,
        }))
    }

    fn feature<'a>(&self, snapshot: &'a Snapshot, language: Language, id: RegionId) -> Option<Cow<'a, [u8]>> {
        let region = snapshot.gazetteer().region(id)?;
        Some(Cow::Owned(region_feature(snapshot, language, region, &self.form)))
    }

    fn waypoint(_: &Export<Self>, _: RegionId) -> Option<Vec<u8>> {
        None
    }
}
