//! The columns of a site, once for every table and layer: names, headings, types, and how a value is found.
use std::cell::OnceCell;

use super::geojson::rounded;
use super::value::{Value, ValueKind};
use crate::domain::{GeoPoint, Language, Property, PublicSite, Source, VocabularyName};
use crate::geography::{Crs, EastNorth, Vn2000};

/// In which exports a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// In all of them.
    Always,
    /// In layers for GIS; in tables only where `properties` asks for it, since import would take it for the address as given.
    InLayers,
    /// Coordinates: in tables, whatever `properties` says.
    Coordinates,
    /// VN-2000 in the zone of the province, where no other system is asked for.
    Vn2000,
    /// Coordinates in the system asked for, where they are metres.
    Plane,
    /// Which system was asked for.
    System,
}

/// One column of a site.
#[derive(Debug)]
pub struct SiteColumn {
    /// Its name: the English header, and the attribute of a layer.
    pub name: &'static str,
    vietnamese: &'static str,
    /// What its values are.
    pub kind: ValueKind,
    /// The property it tells of, in whole or in part.
    pub property: Option<Property>,
    shown: Shown,
    find: fn(&PublicSite, &Places) -> Value,
}

impl SiteColumn {
    /// The header that people read and import understands.
    pub fn heading(&self, language: Language) -> &'static str {
        match language {
            Language::Vietnamese => self.vietnamese,
            Language::English => self.name,
        }
    }
}

macro_rules! columns {
    ($($name:literal $vietnamese:literal $kind:expr, $property:expr, $shown:ident, $find:expr;)+) => {
        &[$(SiteColumn {
            name: $name, vietnamese: $vietnamese, kind: $kind, property: $property, shown: Shown::$shown, find: $find,
        }),+]
    };
}

use Property as P;
use ValueKind::{Boolean, Code, Codes, Count, Date, Metres, Moment, Number, Ordinal, Parts, Text};
use VocabularyName as V;

static COLUMNS: &[SiteColumn] = columns![
    "id" "Mã" Text, None, Always, |public, _| Value::Text(public.site.id.to_string());
    "name" "Tên" Text, Some(P::Name), Always, |public, _| Value::Text(public.site.facts.name.clone());
    "kind" "Loại hình" Code(V::Kind), Some(P::Kind), Always, |public, _| text(Some(public.site.facts.kind));
    "sector" "Lĩnh vực" Code(V::Sector), Some(P::Sector), Always, |public, _| text(Some(public.site.facts.sector));
    "subsector" "Ngành hàng" Code(V::Subsector), Some(P::Subsector), Always, |public, _| text(public.site.facts.subsector.as_ref());
    "technologies" "Công nghệ" Codes(V::Technology), Some(P::Technologies), Always, |public, _| codes(&public.site.facts.technologies);
    "certifications" "Chứng nhận" Codes(V::Certification), Some(P::Certifications), Always, |public, _| codes(&public.site.facts.certifications);
    "area_ha" "Diện tích (ha)" Number, Some(P::AreaHa), Always, |public, _| number(public.site.facts.area_ha);
    "herd_size" "Quy mô đàn (con)" Count, Some(P::HerdSize), Always, |public, _| integer(public.site.facts.herd_size);
    "members" "Số thành viên" Count, Some(P::Members), Always, |public, _| integer(public.site.facts.members);
    "established_year" "Năm thành lập" Ordinal, Some(P::EstablishedYear), Always, |public, _| integer(public.site.facts.established_year);
    "revenue_vnd_per_year" "Doanh thu (đồng/năm)" Count, Some(P::RevenueVndPerYear), Always, |public, _| integer(public.site.facts.revenue_vnd_per_year);
    "status" "Trạng thái" Code(V::Status), Some(P::Status), Always, |public, _| text(Some(public.site.facts.status));
    "legacy_province" "Tỉnh cũ" Text, None, Always, |public, _| text(public.site.facts.address.province.as_ref());
    "legacy_district" "Huyện cũ" Text, None, Always, |public, _| text(public.site.facts.address.district.as_ref());
    "legacy_commune" "Xã cũ" Text, None, Always, |public, _| text(public.site.facts.address.commune.as_ref());
    "lon" "Kinh độ" Number, None, Coordinates, |public, places| number(degrees(public, places.crs).map(|place| place.east));
    "lat" "Vĩ độ" Number, None, Coordinates, |public, places| number(degrees(public, places.crs).map(|place| place.north));
    "x_north_m" "X (Bắc, m)" Metres, None, Plane, |public, places| metres(position(public, places.crs).map(|place| place.north));
    "y_east_m" "Y (Đông, m)" Metres, None, Plane, |public, places| metres(position(public, places.crs).map(|place| place.east));
    "crs" "Hệ tọa độ" Text, None, System, |public, places| text(position(public, places.crs).map(|_| places.crs));
    "vn2000_x_north" "VN-2000 X (Bắc, m)" Metres, None, Vn2000, |public, places| metres(places.zone(public).map(|place| place.x_north_m));
    "vn2000_y_east" "VN-2000 Y (Đông, m)" Metres, None, Vn2000, |public, places| metres(places.zone(public).map(|place| place.y_east_m));
    "vn2000_meridian" "VN-2000 kinh tuyến trục" Number, None, Vn2000, |public, places| number(places.zone(public).map(|place| place.central_meridian_deg));
    "vn2000_epsg" "VN-2000 EPSG" Ordinal, None, Vn2000, |public, places| integer(places.zone(public).map(|place| place.epsg));
    "position_accuracy" "Độ chính xác vị trí" Code(V::PositionAccuracy), Some(P::PositionAccuracy), Always, |public, _| text(public.site.facts.placement.accuracy);
    "operator_id" "Mã đơn vị vận hành" Text, Some(P::OperatorId), Always, |public, _| text(public.site.facts.operator_id);
    "abstract" "Tóm tắt" Text, Some(P::Abstract), Always, |public, _| text(public.site.facts.abstract_text.as_ref());
    "source_title" "Tên nguồn" Parts, Some(P::Sources), Always, |public, _| parts(public, |source| source.title.clone());
    "source_url" "Địa chỉ nguồn" Parts, Some(P::Sources), Always, |public, _| parts(public, |source| source.url.clone());
    "source_date" "Ngày nguồn" Parts, Some(P::Sources), Always, |public, _| parts(public, |source| source.date.map(|date| date.to_string()));
    "confidence" "Độ tin cậy" Code(V::Confidence), Some(P::Confidence), Always, |public, _| text(public.site.facts.confidence);
    "verified_on" "Ngày xác minh" Date, Some(P::VerifiedOn), Always, |public, _| public.site.facts.verified_on.map_or(Value::Empty, Value::Date);
    "current_province_id" "Mã tỉnh mới" Text, Some(P::ProvinceId), Always, |public, _| text(public.site.facts.placement.province);
    "current_province" "Tỉnh mới" Text, Some(P::Province), Always, |public, _| text(public.province.as_deref());
    "current_commune_id" "Mã xã mới" Text, Some(P::CommuneId), Always, |public, _| text(public.site.facts.placement.commune);
    "current_commune" "Xã mới" Text, Some(P::Commune), Always, |public, _| text(public.commune.as_deref());
    "former_province_id" "Mã tỉnh cũ" Text, Some(P::FormerProvinceId), Always, |public, _| text(public.site.facts.placement.former_province);
    "former_province" "Tỉnh, thành phố cũ" Text, Some(P::FormerProvince), InLayers, |public, _| text(public.former_province.as_deref());
    "former_district_id" "Mã huyện cũ" Text, Some(P::FormerDistrictId), Always, |public, _| text(public.site.facts.placement.former_district);
    "former_district" "Quận, huyện cũ" Text, Some(P::FormerDistrict), InLayers, |public, _| text(public.former_district.as_deref());
    "former_commune_id" "Mã xã cũ" Text, Some(P::FormerCommuneId), Always, |public, _| text(public.site.facts.placement.former_commune);
    "former_commune" "Xã, phường cũ" Text, Some(P::FormerCommune), InLayers, |public, _| text(public.former_commune.as_deref());
    "commune_is_certain" "Xã mới chắc chắn" Boolean, Some(P::CommuneIsCertain), Always, |public, _| public.site.facts.placement.commune_is_certain.map_or(Value::Empty, Value::Boolean);
    "updated_at" "Cập nhật lúc" Moment, Some(P::UpdatedAt), Always, |public, _| Value::Moment(public.site.updated_at);
];

fn text<T: ToString>(value: Option<T>) -> Value {
    value.map_or(Value::Empty, |value| Value::Text(value.to_string()))
}

fn codes(codes: &[String]) -> Value {
    Value::Codes(codes.to_vec())
}

fn integer(value: Option<impl Into<i64>>) -> Value {
    value.map_or(Value::Empty, |value| Value::Integer(value.into()))
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Empty, Value::Number)
}

fn metres(value: Option<f64>) -> Value {
    value.map_or(Value::Empty, Value::Metres)
}

fn parts(public: &PublicSite, part: fn(&Source) -> Option<String>) -> Value {
    Value::Parts(public.site.facts.sources.iter().map(|source| part(source).unwrap_or_default()).collect())
}

/// Where one site is in the systems its columns need; worked out once.
struct Places {
    crs: Crs,
    zone: OnceCell<Option<Vn2000>>,
}

impl Places {
    const fn new(crs: Crs) -> Self {
        Self { crs, zone: OnceCell::new() }
    }

    fn zone(&self, public: &PublicSite) -> Option<&Vn2000> {
        self.zone.get_or_init(|| Vn2000::of_placement(&public.site.facts.placement)).as_ref()
    }
}

/// Where the site is in a system, as exactly as the system is written.
pub(super) fn position(public: &PublicSite, crs: Crs) -> Option<EastNorth> {
    let point = public.site.facts.placement.point?;
    let place = crs.of_wgs84(point)?;
    Some(EastNorth { east: rounded(place.east, crs.decimals()), north: rounded(place.north, crs.decimals()) })
}

/// Longitude and latitude: of WGS 84 as they are recorded, or of the system asked for where it has degrees.
fn degrees(public: &PublicSite, crs: Crs) -> Option<EastNorth> {
    let as_recorded = |point: GeoPoint| EastNorth { east: point.lon, north: point.lat };
    match crs.is_degrees() && crs != Crs::CRS84 {
        true => position(public, crs),
        false => public.site.facts.placement.point.map(as_recorded),
    }
}

/// The columns of one export.
#[derive(Clone, Debug)]
pub struct SiteColumns {
    columns: Vec<&'static SiteColumn>,
    crs: Crs,
}

impl SiteColumns {
    /// Of a table, which has no geometry beside its columns: with coordinates in WGS 84 and VN-2000, or in the system asked for.
    pub fn of_table(properties: Option<&[Property]>, crs: Crs) -> Self {
        let has_coordinates = |column: &SiteColumn| match column.shown {
            Shown::Coordinates => true,
            Shown::Vn2000 => crs == Crs::CRS84 && properties.is_none(),
            Shown::Plane => !crs.is_degrees(),
            Shown::System => crs != Crs::CRS84,
            Shown::Always | Shown::InLayers => false,
        };
        Self { columns: chosen(properties, |column| column.shown == Shown::Always, has_coordinates), crs }
    }

    /// Of a layer, which has its geometry beside them; the columns of coordinates stay in WGS 84 and VN-2000.
    pub fn of_layer(properties: Option<&[Property]>) -> Self {
        let is_of_all = |column: &SiteColumn| !matches!(column.shown, Shown::Plane | Shown::System);
        Self { columns: chosen(properties, is_of_all, |_| false), crs: Crs::CRS84 }
    }

    /// The columns, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'static SiteColumn> {
        self.columns.iter().copied()
    }

    /// A site's values, in the order of the columns.
    pub fn values(&self, public: &PublicSite) -> impl Iterator<Item = (&'static SiteColumn, Value)> {
        let places = Places::new(self.crs);
        self.columns.iter().map(move |column| (*column, (column.find)(public, &places)))
    }

    /// A site's values with nothing in the columns that are not in `wanted`.
    pub(super) fn values_within<'a>(&'a self, wanted: &'a Self, public: &PublicSite) -> impl Iterator<Item = Value> {
        let places = Places::new(self.crs);
        let is_wanted = |column: &SiteColumn| wanted.columns.iter().any(|other| other.name == column.name);
        self.columns.iter().map(move |column| if is_wanted(column) { (column.find)(public, &places) } else { Value::Empty })
    }
}

/// Every column of the default, or the identifier and those of the properties asked for, in their order; then coordinates.
fn chosen(
    properties: Option<&[Property]>,
    is_default: impl Fn(&SiteColumn) -> bool,
    has_coordinates: impl Fn(&SiteColumn) -> bool,
) -> Vec<&'static SiteColumn> {
    let Some(properties) = properties else {
        return COLUMNS.iter().filter(|column| is_default(column) || has_coordinates(column)).collect();
    };
    let identifier = COLUMNS.iter().take(1);
    let of = |property: &Property| {
        let property = *property;
        COLUMNS.iter().filter(move |column| column.property == Some(property))
    };
    let coordinates = COLUMNS.iter().filter(|column| has_coordinates(column));
    identifier.chain(properties.iter().flat_map(of)).chain(coordinates).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(columns: &SiteColumns) -> Vec<&'static str> {
        columns.iter().map(|column| column.name).collect()
    }

    #[test]
    fn every_property_has_a_column_and_every_name_is_one_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        assert!(COLUMNS.iter().all(|column| seen.insert(column.name)));
        for property in Property::ALL {
            assert!(COLUMNS.iter().any(|column| column.property == Some(*property)), "{property}");
        }
    }

    #[test]
    fn chosen_properties_come_in_their_order_between_the_identifier_and_the_coordinates() {
        let asked = [Property::Sources, Property::Name];
        let table = SiteColumns::of_table(Some(&asked), Crs::CRS84);
        assert_eq!(names(&table), ["id", "source_title", "source_url", "source_date", "name", "lon", "lat"]);
        assert_eq!(names(&SiteColumns::of_layer(Some(&asked))), ["id", "source_title", "source_url", "source_date", "name"]);
    }

    #[test]
    fn a_system_in_metres_stands_where_vn2000_stood() {
        let names = names(&SiteColumns::of_table(None, Crs::UTM_48N));
        let lat = names.iter().position(|name| *name == "lat").unwrap();
        assert_eq!(names[lat..lat + 5], ["lat", "x_north_m", "y_east_m", "crs", "position_accuracy"]);
        let in_degrees = SiteColumns::of_table(None, Crs::VN2000);
        assert!(in_degrees.iter().all(|column| !["x_north_m", "vn2000_epsg"].contains(&column.name)));
        assert!(in_degrees.iter().any(|column| column.name == "crs"));
    }
}
