//! The columns of an administrative unit, once for every table and layer, and how units look.
use super::category::{Category, Symbol};
use super::record::{Geometry, Record, RecordColumn, columns};
use super::region_record::{RegionRecord, RelatedUnit, region_boundary};
use super::subject::Subject;
use super::value::{Labels, Value, ValueKind};
use crate::domain::{GeoPoint, Language, RegionLevel, RegionProperty};
use crate::geography::Crs;

/// The colour of borders, as on the map.
const BORDER_RGB: [u8; 3] = [0x5b, 0x4b, 0x8a];

use RegionProperty as P;
use ValueKind::{Date, Metres, Number, Parts, Text};

static COLUMNS: &[RecordColumn<RegionRecord>] = columns![
    "id" "Mã đơn vị" Text, None, Always, |unit, _| text(Some(unit.region.id));
    "full_name" "Tên đầy đủ" Text, Some(P::FullName), Always, |unit, _| text(Some(&unit.region.full_name));
    "type" "Loại đơn vị" Text, Some(P::Type), Always, |unit, _| text(Some(&unit.region.type_word));
    "name" "Tên" Text, Some(P::Name), Always, |unit, _| text(Some(&unit.region.name));
    "code" "Mã" Text, Some(P::Code), Always, |unit, _| text(Some(unit.region.id.code()));
    "level" "Cấp" Text, Some(P::Level), Always, |unit, _| text(Some(unit.region.id.level()));
    "division" "Bản đồ" Text, Some(P::Division), Always, |unit, _| text(Some(unit.region.id.division()));
    "parent_id" "Mã đơn vị cấp trên" Text, Some(P::ParentId), Always, |unit, _| text(unit.region.parent);
    "parent" "Đơn vị cấp trên" Text, Some(P::Parent), Always, |unit, _| text(unit.parent.as_ref());
    "province_id" "Mã tỉnh" Text, Some(P::ProvinceId), Always, |unit, _| text(Some(unit.province_id));
    "province" "Tỉnh, thành phố" Text, Some(P::Province), Always, |unit, _| text(Some(&unit.province));
    "valid_from" "Có hiệu lực từ" Date, Some(P::ValidFrom), Always, |unit, _| unit.region.valid_from.map_or(Value::Empty, Value::Date);
    "valid_to" "Hết hiệu lực từ" Date, Some(P::ValidTo), Always, |unit, _| unit.region.valid_to.map_or(Value::Empty, Value::Date);
    "area_km2" "Diện tích (km²)" Number, Some(P::AreaKm2), Always, |unit, _| number(unit.region.area_km2);
    "lon" "Kinh độ" Number, Some(P::Lon), Coordinates, |unit, places| number(places.degrees(unit.point()).map(|place| place.east));
    "lat" "Vĩ độ" Number, Some(P::Lat), Coordinates, |unit, places| number(places.degrees(unit.point()).map(|place| place.north));
    "x_north_m" "X (Bắc, m)" Metres, None, Plane, |unit, places| metres(places.position(unit.point()).map(|place| place.north));
    "y_east_m" "Y (Đông, m)" Metres, None, Plane, |unit, places| metres(places.position(unit.point()).map(|place| place.east));
    "crs" "Hệ tọa độ" Text, None, System, |unit, places| text(places.position(unit.point()).map(|_| places.crs));
    "boundary" "Ranh giới" Text, Some(P::Boundary), Always, |unit, _| text(unit.boundary());
    "boundary_note" "Ghi chú về ranh giới" Text, Some(P::BoundaryNote), Always, |unit, _| text(unit.boundary_note.as_ref());
    "predecessor_id" "Mã đơn vị tiền thân" Parts, Some(P::Predecessors), Always, |unit, _| parts(&unit.predecessors, |other| other.id.to_string());
    "predecessor" "Đơn vị tiền thân" Parts, Some(P::Predecessors), Always, |unit, _| parts(&unit.predecessors, |other| other.full_name.clone());
    "predecessor_extent" "Phần của đơn vị tiền thân" Parts, Some(P::Predecessors), Always, |unit, _| parts(&unit.predecessors, |other| other.extent.to_string());
    "successor_id" "Mã đơn vị kế tiếp" Parts, Some(P::Successors), Always, |unit, _| parts(&unit.successors, |other| other.id.to_string());
    "successor" "Đơn vị kế tiếp" Parts, Some(P::Successors), Always, |unit, _| parts(&unit.successors, |other| other.full_name.clone());
    "successor_extent" "Phần sang đơn vị kế tiếp" Parts, Some(P::Successors), Always, |unit, _| parts(&unit.successors, |other| other.extent.to_string());
];

fn text(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Empty, |value| Value::Text(value.to_string()))
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Empty, Value::Number)
}

fn metres(value: Option<f64>) -> Value {
    value.map_or(Value::Empty, Value::Metres)
}

fn parts(units: &[RelatedUnit], part: fn(&RelatedUnit) -> String) -> Value {
    Value::Parts(units.iter().map(part).collect())
}

impl Record for RegionRecord {
    type Property = RegionProperty;
    const SUBJECT: Subject = Subject::Regions;
    const CATEGORY_COLUMN: &'static str = "boundary";

    fn columns() -> &'static [RecordColumn<Self>] {
        COLUMNS
    }

    fn categories(labels: Labels<'_>) -> Vec<Category> {
        let category = |is_official: bool| {
            let (code, sentence) = region_boundary(is_official);
            let symbol = Symbol::Border { rgb: BORDER_RGB, is_dashed: !is_official };
            Category { code, label: sentence.in_language(labels.language).to_owned(), symbol }
        };
        [false, true].map(category).into()
    }

    fn identifier(&self) -> String {
        self.region.id.to_string()
    }

    fn called(&self) -> &str {
        &self.region.full_name
    }

    fn category(&self) -> &'static str {
        self.boundary().unwrap_or_default()
    }

    fn folder(&self, labels: Labels<'_>) -> (&'static str, String) {
        let level = self.region.id.level();
        let (vi, en) = match level {
            RegionLevel::Province => ("Tỉnh, thành phố", "Provinces"),
            RegionLevel::District => ("Quận, huyện", "Districts"),
            RegionLevel::Commune => ("Xã, phường", "Communes"),
        };
        let name = match labels.language {
            Language::Vietnamese => vi,
            Language::English => en,
        };
        (level.code(), name.to_owned())
    }

    fn described(&self) -> Vec<String> {
        let above = self.parent.clone().filter(|parent| *parent != self.province);
        let province = Some(&self.province).filter(|province| **province != self.region.full_name).cloned();
        let place: Vec<String> = above.into_iter().chain(province).collect();
        vec![place.join(", "), self.boundary_note.clone().unwrap_or_default()]
    }

    fn point(&self) -> Option<GeoPoint> {
        Some(self.point)
    }

    fn geometry(&self, crs: Crs) -> Option<Geometry<'_>> {
        self.area(crs)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::encode::columns::RecordColumns;

    #[test]
    fn every_property_has_a_column_and_every_name_is_one_of_its_own() {
        for language in [Language::English, Language::Vietnamese] {
            let mut seen = HashSet::new();
            assert!(COLUMNS.iter().all(|column| seen.insert(column.heading(language))));
        }
        for property in RegionProperty::ALL {
            assert!(COLUMNS.iter().any(|column| column.property == Some(*property)), "{property}");
        }
    }

    #[test]
    fn a_table_has_coordinates_once_and_always() {
        let names = |properties: &[RegionProperty], crs| {
            let columns = RecordColumns::<RegionRecord>::of_table(Some(properties), crs);
            columns.iter().map(|column| column.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&[P::Name], Crs::CRS84), ["id", "name", "lon", "lat"]);
        assert_eq!(names(&[P::Lat, P::Name], Crs::CRS84), ["id", "lat", "name", "lon"]);
        assert_eq!(names(&[P::Name], Crs::UTM_48N), ["id", "name", "lon", "lat", "x_north_m", "y_east_m", "crs"]);
    }
}
