//! The columns of a site, once for every table and layer: names, headings, types, and how a value is found; and how sites look.
use super::category::{Category, Symbol};
use super::columns::RecordColumns;
use super::record::{Geometry, Places, Record, RecordColumn, columns, position};
use super::sector_symbol::symbol;
use super::subject::Subject;
use super::value::{Labels, Value, ValueKind};
use crate::domain::{GeoPoint, Property, PublicSite, Sector, Source, VocabularyName};
use crate::geography::{Crs, Vn2000};

use Property as P;
use ValueKind::{Boolean, Code, Codes, Count, Date, Metres, Moment, Number, Ordinal, Parts, Text};
use VocabularyName as V;

static COLUMNS: &[RecordColumn<PublicSite>] = columns![
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
    "lon" "Kinh độ" Number, None, Coordinates, |public, places| number(places.degrees(public.point()).map(|place| place.east));
    "lat" "Vĩ độ" Number, None, Coordinates, |public, places| number(places.degrees(public.point()).map(|place| place.north));
    "x_north_m" "X (Bắc, m)" Metres, None, Plane, |public, places| metres(places.position(public.point()).map(|place| place.north));
    "y_east_m" "Y (Đông, m)" Metres, None, Plane, |public, places| metres(places.position(public.point()).map(|place| place.east));
    "crs" "Hệ tọa độ" Text, None, System, |public, places| text(places.position(public.point()).map(|_| places.crs));
    "vn2000_x_north" "VN-2000 X (Bắc, m)" Metres, None, Vn2000, |public, places| metres(zone(public, places).map(|place| place.x_north_m));
    "vn2000_y_east" "VN-2000 Y (Đông, m)" Metres, None, Vn2000, |public, places| metres(zone(public, places).map(|place| place.y_east_m));
    "vn2000_meridian" "VN-2000 kinh tuyến trục" Number, None, Vn2000, |public, places| number(zone(public, places).map(|place| place.central_meridian_deg));
    "vn2000_epsg" "VN-2000 EPSG" Ordinal, None, Vn2000, |public, places| integer(zone(public, places).map(|place| place.epsg));
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

/// Where a site is in the zone of its province.
fn zone<'a>(public: &PublicSite, places: &'a Places) -> Option<&'a Vn2000> {
    places.zone(|| Vn2000::of_placement(&public.site.facts.placement))
}

impl RecordColumns<PublicSite> {
    /// Of an account of changes: every fact once, units by their identifiers, places in WGS 84.
    pub fn of_changes() -> Self {
        use Property::{Commune, FormerCommune, FormerDistrict, FormerProvince, Province, UpdatedAt};
        let is_repeated = |property: Option<Property>| {
            matches!(property, Some(UpdatedAt | Province | Commune | FormerProvince | FormerDistrict | FormerCommune))
        };
        Self::told(|column| !is_repeated(column.property))
    }
}

impl Record for PublicSite {
    type Property = Property;
    const SUBJECT: Subject = Subject::Sites;
    const CATEGORY_COLUMN: &'static str = "sector";

    fn columns() -> &'static [RecordColumn<Self>] {
        COLUMNS
    }

    fn categories(labels: Labels<'_>) -> Vec<Category> {
        let category = |sector: &Sector| Category {
            code: sector.code(),
            label: labels.vocabulary.label(V::Sector, sector.code(), labels.language).to_owned(),
            symbol: Symbol::Sector(symbol(*sector)),
        };
        Sector::ALL.iter().map(category).collect()
    }

    fn identifier(&self) -> String {
        self.site.id.to_string()
    }

    fn called(&self) -> &str {
        &self.site.facts.name
    }

    fn category(&self) -> &'static str {
        self.site.facts.sector.code()
    }

    fn folder(&self, labels: Labels<'_>) -> (&'static str, String) {
        let sector = self.site.facts.sector;
        let label = labels.vocabulary.label(V::Sector, sector.code(), labels.language);
        (sector.code(), format!("{} {label}", symbol(sector).sign))
    }

    fn described(&self) -> Vec<String> {
        vec![self.place(), self.former_place(), self.site.facts.abstract_text.clone().unwrap_or_default()]
    }

    fn point(&self) -> Option<GeoPoint> {
        self.site.facts.placement.point
    }

    fn geometry(&self, crs: Crs) -> Option<Geometry<'_>> {
        position(self.point(), crs).map(Geometry::Point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::columns::RecordColumns;

    type SiteColumns = RecordColumns<PublicSite>;

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
