//! The downloads that are written record by record while they are sent: GeoJSON, CSV, KML and GPX.
use serde_json::{Value, json};

use super::export_body::Pieces;
use super::export_source::{Download, Export};
use super::reply::time_stamp;
use crate::domain::DATA_LICENCE;
use crate::encode::{CsvExport, GPX_CLOSING, KmlExport, gpx_opening};

/// One collection of features, or a sequence of them (RFC 8142), each after a record separator.
pub(super) struct GeoJsonPieces<D: Download> {
    export: Export<D>,
    is_sequence: bool,
}

impl<D: Download> GeoJsonPieces<D> {
    pub(super) const fn collection(export: Export<D>) -> Self {
        Self { export, is_sequence: false }
    }

    pub(super) const fn sequence(export: Export<D>) -> Self {
        Self { export, is_sequence: true }
    }

    /// What the file is.
    fn about(&self) -> Value {
        let (provenance, language) = (&self.export.provenance, self.export.language);
        let mut about = json!({
            "title": provenance.subject.title().in_language(language),
            "filter": provenance.filter.in_language(language),
            "count": provenance.count,
            "unplaced": provenance.unplaced,
            "date": time_stamp(),
            "licence": DATA_LICENCE.in_language(language),
            "crs": provenance.crs.uri(),
            "address": provenance.address,
        });
        if let (false, Some(members)) = (provenance.notes.is_empty(), about.as_object_mut()) {
            let notes: Vec<&str> = provenance.notes.iter().map(|note| note.in_language(language)).collect();
            members.insert("notes".to_owned(), json!(notes));
        }
        about
    }

    /// The member by which GIS programs know a system that is not the one of RFC 7946. Those in degrees have their axes
    /// exchanged, which the programs would not expect.
    fn system(&self) -> Option<Value> {
        let crs = self.export.provenance.crs;
        let code = crs.epsg().filter(|_| !crs.is_degrees())?;
        Some(json!({"type": "name", "properties": {"name": format!("urn:ogc:def:crs:EPSG::{code}")}}))
    }
}

impl<D: Download> Pieces for GeoJsonPieces<D> {
    type Key = D::Key;

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

    fn add_piece(&mut self, position: usize, key: D::Key, out: &mut Vec<u8>) {
        let feature = self.export.query.feature(&self.export.snapshot, self.export.language, key);
        let Some(feature) = feature else { return };
        let before: &[u8] = match (self.is_sequence, position) {
            (true, _) => b"\x1e",
            (false, 0) => b"",
            (false, _) => b",\n",
        };
        out.extend_from_slice(before);
        out.extend_from_slice(&feature);
        if self.is_sequence {
            // A sequence has no head; the first feature says what all of them are.
            if position == 0 {
                out.pop();
                out.extend_from_slice(format!(",\"export\":{}}}", self.about()).as_bytes());
            }
            out.push(b'\n');
        }
    }

    fn closing(&mut self) -> Vec<u8> {
        if self.is_sequence { Vec::new() } else { b"\n]}\n".to_vec() }
    }
}

/// A table as CSV.
pub(super) struct CsvPieces<D: Download> {
    export: Export<D>,
    table: CsvExport<D::Record>,
}

impl<D: Download> CsvPieces<D> {
    pub(super) fn new(export: Export<D>) -> Self {
        let table = CsvExport::new(export.table_columns(), export.language, &export.provenance);
        Self { export, table }
    }
}

impl<D: Download> Pieces for CsvPieces<D> {
    type Key = D::Key;

    fn opening(&mut self) -> Vec<u8> {
        self.table.header()
    }

    fn add_piece(&mut self, position: usize, key: D::Key, out: &mut Vec<u8>) {
        out.extend(self.export.record(key).map(|record| self.table.row(&record, position == 0)).unwrap_or_default());
    }

    fn closing(&mut self) -> Vec<u8> {
        Vec::new()
    }
}

/// A KML document.
pub(super) struct KmlPieces<D: Download> {
    export: Export<D>,
    document: KmlExport<D::Record>,
}

impl<D: Download> KmlPieces<D> {
    /// The keys must come folder by folder.
    pub(super) fn new(export: Export<D>) -> Self {
        let document = KmlExport::new(export.layer_columns(), export.language);
        Self { export, document }
    }
}

impl<D: Download> Pieces for KmlPieces<D> {
    type Key = D::Key;

    fn opening(&mut self) -> Vec<u8> {
        self.document.opening(&self.export.provenance, self.export.labels())
    }

    fn add_piece(&mut self, _: usize, key: D::Key, out: &mut Vec<u8>) {
        let (export, document) = (&self.export, &mut self.document);
        out.extend(export.record(key).map(|record| document.record(&record, export.labels())).unwrap_or_default());
    }

    fn closing(&mut self) -> Vec<u8> {
        self.document.closing()
    }
}

/// Waypoints.
pub(super) struct GpxPieces<D: Download> {
    export: Export<D>,
}

impl<D: Download> GpxPieces<D> {
    pub(super) const fn new(export: Export<D>) -> Self {
        Self { export }
    }
}

impl<D: Download> Pieces for GpxPieces<D> {
    type Key = D::Key;

    fn opening(&mut self) -> Vec<u8> {
        gpx_opening(&self.export.provenance, self.export.language)
    }

    fn add_piece(&mut self, _: usize, key: D::Key, out: &mut Vec<u8>) {
        out.extend(D::waypoint(&self.export, key).unwrap_or_default());
    }

    fn closing(&mut self) -> Vec<u8> {
        GPX_CLOSING.as_bytes().to_vec()
    }
}
