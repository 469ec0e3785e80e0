//! The downloads that are written site by site while they are sent: GeoJSON, CSV, KML and GPX.
use std::sync::Arc;

use serde_json::{Value, json};

use super::export_body::Pieces;
use super::export_source::Export;
use super::items;
use super::reply::time_stamp;
use crate::domain::{DATA_LICENCE, DATA_TITLE};
use crate::encode::{CsvExport, GPX_CLOSING, KmlExport, gpx_opening, gpx_waypoint};
use crate::snapshot::Snapshot;

/// One collection of features, or a sequence of them (RFC 8142), each after a record separator.
pub(super) struct GeoJsonPieces {
    export: Export,
    is_sequence: bool,
}

impl GeoJsonPieces {
    pub(super) const fn collection(export: Export) -> Self {
        Self { export, is_sequence: false }
    }

    pub(super) const fn sequence(export: Export) -> Self {
        Self { export, is_sequence: true }
    }

    /// What the file is.
    fn about(&self) -> Value {
        let (provenance, language) = (&self.export.provenance, self.export.language);
        json!({
            "title": DATA_TITLE.in_language(language),
            "filter": provenance.filter.in_language(language),
            "count": provenance.count,
            "unplaced": provenance.unplaced,
            "date": time_stamp(),
            "licence": DATA_LICENCE.in_language(language),
            "crs": provenance.crs.uri(),
            "address": provenance.address,
        })
    }

    /// The member by which GIS programs know a system that is not the one of RFC 7946. Those in degrees have their axes
    /// exchanged, which the programs would not expect.
    fn system(&self) -> Option<Value> {
        let crs = self.export.query.crs;
        let code = crs.epsg().filter(|_| !crs.is_degrees())?;
        Some(json!({"type": "name", "properties": {"name": format!("urn:ogc:def:crs:EPSG::{code}")}}))
    }
}

impl Pieces for GeoJsonPieces {
    fn opening(&mut self) -> Vec<u8> {
        if self.is_sequence {
            return Vec::new();
        }
        let count = self.export.provenance.count;
        let mut head = json!({
            "type": "FeatureCollection",
            "numberMatched": count,
            "numberReturned": count,
            "timeStamp": time_stamp(),
            "revision": self.export.provenance.revision,
            "export": self.about(),
        });
        if let (Some(system), Some(members)) = (self.system(), head.as_object_mut()) {
            members.insert("crs".to_owned(), system);
        }
        let mut opening = head.to_string().into_bytes();
        opening.pop();
        opening.extend_from_slice(b",\"features\":[\n");
        opening
    }

    fn piece(&mut self, position: usize, slot: u32) -> Vec<u8> {
        let query = &self.export.query;
        let feature = items::feature(&self.export.snapshot, slot, query.properties.as_deref(), query.crs);
        let Some(mut feature) = feature else { return Vec::new() };
        match (self.is_sequence, position) {
            (false, 0) => feature,
            (false, _) => [b",\n", feature.as_slice()].concat(),
            (true, _) => {
                // A sequence has no head; the first feature says what all of them are.
                if position == 0 {
                    feature.pop();
                    feature.extend_from_slice(format!(",\"export\":{}}}", self.about()).as_bytes());
                }
                [b"\x1e", feature.as_slice(), b"\n"].concat()
            }
        }
    }

    fn closing(&mut self) -> Vec<u8> {
        if self.is_sequence { Vec::new() } else { b"\n]}\n".to_vec() }
    }
}

/// A table as CSV.
pub(super) struct CsvPieces {
    export: CsvExport,
    snapshot: Arc<Snapshot>,
}

impl CsvPieces {
    pub(super) fn new(export: &Export) -> Self {
        let table = CsvExport::new(export.table_columns(), export.language, &export.provenance);
        Self { export: table, snapshot: Arc::clone(&export.snapshot) }
    }
}

impl Pieces for CsvPieces {
    fn opening(&mut self) -> Vec<u8> {
        self.export.header()
    }

    fn piece(&mut self, position: usize, slot: u32) -> Vec<u8> {
        self.snapshot.site(slot).map(|public| self.export.row(public, position == 0)).unwrap_or_default()
    }

    fn closing(&mut self) -> Vec<u8> {
        Vec::new()
    }
}

/// A KML document.
pub(super) struct KmlPieces {
    export: Export,
    document: KmlExport,
}

impl KmlPieces {
    /// The slots must come sector by sector.
    pub(super) fn new(export: Export) -> Self {
        let document = KmlExport::new(export.layer_columns(), export.language);
        Self { export, document }
    }
}

impl Pieces for KmlPieces {
    fn opening(&mut self) -> Vec<u8> {
        self.document.opening(&self.export.provenance)
    }

    fn piece(&mut self, _: usize, slot: u32) -> Vec<u8> {
        let (export, document) = (&self.export, &mut self.document);
        export.snapshot.site(slot).map(|public| document.site(public, export.labels())).unwrap_or_default()
    }

    fn closing(&mut self) -> Vec<u8> {
        self.document.closing()
    }
}

/// Waypoints.
pub(super) struct GpxPieces {
    export: Export,
}

impl GpxPieces {
    pub(super) const fn new(export: Export) -> Self {
        Self { export }
    }
}

impl Pieces for GpxPieces {
    fn opening(&mut self) -> Vec<u8> {
        gpx_opening(&self.export.provenance, self.export.language)
    }

    fn piece(&mut self, _: usize, slot: u32) -> Vec<u8> {
        let export = &self.export;
        let Some(public) = export.snapshot.site(slot) else { return Vec::new() };
        let page = export.public_url.absolute(&format!("/sites/{}", public.site.id), &[]);
        gpx_waypoint(public, export.labels(), &page)
    }

    fn closing(&mut self) -> Vec<u8> {
        GPX_CLOSING.as_bytes().to_vec()
    }
}
