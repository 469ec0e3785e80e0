//! Every parameter of the interface: its values, what it asks for in both languages, and an example.
use serde_json::{Value, json};

use super::account_operations::in_account_paths;
use super::editing_operations::editing_parameters;
use super::imports_operations::imports_parameters;
use super::parameter::Parameter;
use super::people_operations::people_parameters;
use super::time_parameters;

use crate::domain::{Division, Language, Property, RegionLevel, RegionProperty, Sector, SiteKind};
use crate::geography::Crs;
use crate::http::export_format::ExportFormat;
use crate::http::tile_layer::MATRIX_SET;
use crate::query::{FacetKey, GapsKey, SortKey, StatisticsKey};
use crate::tiles::ZOOM_MAX;

fn text() -> Value {
    json!({"type": "string", "minLength": 1})
}

fn words(longest: usize) -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": longest})
}

fn number(low: f64, high: f64) -> Value {
    json!({"type": "number", "minimum": low, "maximum": high})
}

fn whole(low: u64, high: u64, default: u64) -> Value {
    json!({"type": "integer", "minimum": low, "maximum": high, "default": default})
}

fn whole_in(low: u64, high: u64) -> Value {
    json!({"type": "integer", "minimum": low, "maximum": high})
}

fn one_of<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Value {
    json!({"type": "string", "enum": all.iter().map(|value| code(*value)).collect::<Vec<_>>()})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items, "minItems": 1, "maxItems": 200, "uniqueItems": true})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn crs() -> Value {
    json!({"type": "string", "enum": Crs::ALL.iter().map(|crs| crs.uri()).collect::<Vec<_>>()})
}

fn formats(names: &[&str]) -> Value {
    json!({"type": "string", "enum": names})
}

/// Every parameter, each key once.
pub(super) fn all() -> Vec<Parameter> {
    [
        filters(),
        paging(),
        places(),
        of_regions(),
        of_counts(),
        of_resources(),
        in_paths(),
        in_account_paths(),
        editing_parameters(),
        people_parameters(),
        imports_parameters(),
        time_parameters::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn filters() -> Vec<Parameter> {
    let vocabulary = || list(json!({"type": "string", "minLength": 1}));
    vec![
        Parameter::query(
            "region",
            list(reference("RegionId")),
            "Trong bất kỳ đơn vị hành chính nào trong số này, mới hay cũ",
            "In any of these administrative units, of today or former",
            json!(["2024-277"]),
        ),
        Parameter::query(
            "sector",
            list(one_of(Sector::ALL, Sector::code)),
            "Thuộc lĩnh vực",
            "Of any of these sectors",
            json!(["crop"]),
        ),
        Parameter::query(
            "kind",
            list(one_of(SiteKind::ALL, SiteKind::code)),
            "Loại hình",
            "Of any of these kinds",
            json!(["model"]),
        ),
        Parameter::query(
            "subsector",
            vocabulary(),
            "Ngành hàng: mã trong /api/vocabularies",
            "Of any of these subsectors: codes of /api/vocabularies",
            json!(["vegetables"]),
        ),
        Parameter::query(
            "technology",
            vocabulary(),
            "Có dùng công nghệ: mã trong /api/vocabularies",
            "Uses any of these technologies: codes of /api/vocabularies",
            json!(["greenhouse"]),
        ),
        Parameter::query(
            "certification",
            vocabulary(),
            "Có chứng nhận: mã trong /api/vocabularies",
            "Has any of these certifications: codes of /api/vocabularies",
            json!(["vietgap"]),
        ),
        Parameter::query(
            "q",
            words(200),
            "Tìm theo từ, có dấu hoặc không dấu",
            "Words, with or without Vietnamese tones",
            json!("rau sach"),
        ),
        Parameter::query(
            "bbox",
            json!({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}),
            "Trong khung: tây, nam, đông, bắc (hoặc theo thứ tự trục của bbox-crs)",
            "In this box: west, south, east, north (or the axes of bbox-crs in their order)",
            json!([105.2, 20.5, 106.1, 21.4]),
        ),
        Parameter::query(
            "bbox-crs",
            crs(),
            "Hệ tọa độ của bbox; mặc định CRS84",
            "Coordinate system of bbox; CRS84 by default",
            json!(Crs::CRS84.uri()),
        ),
        Parameter::query(
            "datetime",
            text(),
            "Bản ghi thay đổi lần cuối lúc hoặc trong khoảng này",
            "Records last changed at or within this time",
            json!("2020-01-01/.."),
        ),
        Parameter::query(
            "filter",
            json!({"type": "string", "minLength": 1, "maxLength": 65536}),
            "Điều kiện CQL2 trên các thuộc tính của …/queryables",
            "CQL2 condition over the properties of …/queryables",
            json!("established_year > 2015"),
        ),
        Parameter::query(
            "regions.filter",
            json!({"type": "string", "minLength": 1, "maxLength": 65536}),
            "Điều kiện CQL2 trên các thuộc tính của …/queryables",
            "CQL2 condition over the properties of …/queryables",
            json!("area_km2 > 100"),
        ),
        Parameter::query(
            "filter-lang",
            json!({"type": "string", "enum": ["cql2-text", "cql2-json", "cql-text"], "default": "cql2-text"}),
            "Cách viết của filter; cql-text là CQL2 như GDAL viết",
            "Encoding of filter; cql-text is CQL2 as GDAL writes it",
            json!("cql2-text"),
        ),
        Parameter::query(
            "filter-crs",
            crs(),
            "Hệ tọa độ trong filter; mặc định CRS84",
            "Coordinate system of geometries in filter; CRS84 by default",
            json!(Crs::CRS84.uri()),
        ),
    ]
}

fn paging() -> Vec<Parameter> {
    let sort_keys: Vec<String> =
        SortKey::ALL.iter().flat_map(|key| [key.name().to_owned(), format!("-{}", key.name())]).collect();
    vec![
        Parameter::query(
            "limit",
            whole(1, 10_000, 100),
            "Nhiều nhất bao nhiêu điểm mỗi trang",
            "At most so many a page",
            json!(10),
        ),
        Parameter::query(
            "regions.limit",
            whole(1, 20_000, 100),
            "Nhiều nhất bao nhiêu đơn vị",
            "At most so many units",
            json!(10),
        ),
        Parameter::query(
            "suggest.limit",
            whole(1, 50, 10),
            "Nhiều nhất bao nhiêu gợi ý",
            "At most so many suggestions",
            json!(5),
        ),
        Parameter::query(
            "offset",
            whole(0, 1_000_000_000, 0),
            "Bỏ qua bấy nhiêu điểm; không dùng cùng cursor",
            "After so many; not together with cursor",
            json!(0),
        ),
        Parameter::query("regions.offset", whole(0, 20_000, 0), "Bỏ qua bấy nhiêu đơn vị", "After so many units", json!(0)),
        Parameter::query(
            "cursor",
            text(),
            "Vị trí của trang, lấy từ liên kết next hoặc prev",
            "Where a page begins, taken from a next or prev link",
            Value::Null,
        ),
        Parameter::query(
            "sortby",
            list(json!({"type": "string", "enum": sort_keys})),
            "Thứ tự; dấu trừ phía trước là giảm dần; thiếu giá trị đứng cuối",
            "Order; a minus sign means descending; what has no value comes last",
            json!(["-area_ha"]),
        ),
        Parameter::query(
            "properties",
            list(one_of(Property::ALL, Property::code)),
            "Chỉ những thuộc tính này",
            "Only these properties",
            json!(["name", "sector"]),
        ),
        Parameter::query(
            "regions.properties",
            list(one_of(RegionProperty::ALL, RegionProperty::code)),
            "Chỉ những thuộc tính này",
            "Only these properties",
            json!(["full_name", "boundary"]),
        ),
        Parameter::query(
            "crs",
            crs(),
            "Hệ tọa độ của kết quả; mặc định CRS84",
            "Coordinate system of the answer; CRS84 by default",
            json!(Crs::CRS84.uri()),
        ),
    ]
}

fn places() -> Vec<Parameter> {
    vec![
        Parameter::query("lon", number(-180.0, 180.0), "Kinh độ WGS 84", "Longitude of WGS 84", json!(105.7)).required(),
        Parameter::query("lat", number(-90.0, 90.0), "Vĩ độ WGS 84", "Latitude of WGS 84", json!(20.9)).required(),
        Parameter::query("k", whole(1, 500, 10), "Bao nhiêu điểm gần nhất", "How many nearest sites", json!(5)),
        Parameter::query("max_km", number(0.001, 5_000.0), "Không xa hơn, km", "Not farther than, km", json!(50)),
        Parameter::query(
            "gaps.max_km",
            json!({"type": "number", "minimum": 0.001, "maximum": 5000, "default": 20}),
            "Xã không có điểm nào trong khoảng cách này là khoảng trống, km",
            "A commune without a site within this distance is a gap, km",
            json!(20),
        ),
    ]
}

fn of_regions() -> Vec<Parameter> {
    vec![
        Parameter::query(
            "level",
            list(one_of(RegionLevel::ALL, RegionLevel::code)),
            "Cấp đơn vị hành chính",
            "Levels of units",
            json!(["province"]),
        ),
        Parameter::query("parent", list(reference("RegionId")), "Nằm trong đơn vị", "Within any of these units", json!(["01"])),
        Parameter::query(
            "division",
            one_of(Division::ALL, Division::code),
            "Bản đồ hiện nay hay trước 01/07/2025",
            "The map of today or the one before 2025-07-01",
            json!("current"),
        ),
        Parameter::query(
            "resolution",
            number(0.0, 10_000.0),
            "Ranh giới được đơn giản hóa, sai lệch không quá bấy nhiêu mét",
            "Borders simplified, off by at most so many metres",
            json!(500),
        ),
    ]
}

fn of_counts() -> Vec<Parameter> {
    vec![
        Parameter::query(
            "facets.by",
            list(one_of(FacetKey::ALL, FacetKey::name)),
            "Đếm theo; mặc định sector, kind, technology, certification",
            "Counted by; sector, kind, technology, certification by default",
            json!(["sector"]),
        ),
        Parameter::query(
            "statistics.by",
            one_of(StatisticsKey::ALL, StatisticsKey::name),
            "Mỗi hàng là gì",
            "What a row is",
            json!("province"),
        )
        .required(),
        Parameter::query("gaps.by", one_of(GapsKey::ALL, GapsKey::name), "Mỗi hàng là gì", "What a row is", json!("province"))
            .required(),
        Parameter::query(
            "zeros",
            json!({"type": "string", "enum": ["true", "false"], "default": "false"}),
            "Cả những hàng không có điểm nào",
            "Rows without any site too",
            json!("false"),
        ),
    ]
}

fn of_resources() -> Vec<Parameter> {
    let page = "Dạng trả về; mặc định theo header Accept";
    let page_en = "Format; by default what the Accept header asks for";
    vec![
        Parameter::query(
            "lang",
            one_of(Language::ALL, Language::code),
            "Ngôn ngữ; mặc định theo Accept-Language, rồi tiếng Việt",
            "Language; by default what Accept-Language asks for, then Vietnamese",
            json!("vi"),
        ),
        Parameter::query("f", formats(&["json", "geojson", "html"]), page, page_en, json!("json")),
        Parameter::query("table.f", formats(&["json", "csv", "xlsx", "html"]), page, page_en, json!("json")),
        Parameter::query("plain-table.f", formats(&["json", "csv", "xlsx"]), page, page_en, json!("json")),
        Parameter::query("suggest.q", words(200), "Những gì đã gõ", "What was typed", json!("chuong my")).required(),
        Parameter::query(
            "types",
            list(json!({"type": "string", "enum": ["region", "term", "site"]})),
            "Loại gợi ý",
            "Kinds of suggestions",
            json!(["region"]),
        ),
    ]
}

fn file_format(key: &'static str, formats: &[ExportFormat]) -> Parameter {
    let endings: Vec<&str> = formats.iter().map(|format| format.extension()).collect();
    Parameter::path(key, json!({"type": "string", "enum": endings}), "Định dạng tệp", "Format of the file", json!("geojson"))
}

fn in_paths() -> Vec<Parameter> {
    vec![
        Parameter::path(
            "path.collectionId",
            json!({"type": "string", "enum": ["sites", "models", "cooperatives", "enterprises"]}),
            "Bộ dữ liệu điểm",
            "A collection of sites",
            json!("sites"),
        ),
        Parameter::path(
            "path.any.collectionId",
            json!({"type": "string", "enum": ["sites", "models", "cooperatives", "enterprises", "regions"]}),
            "Bộ dữ liệu",
            "A collection",
            json!("sites"),
        ),
        file_format("path.format", &ExportFormat::ALL),
        file_format("path.regions.format", &ExportFormat::OF_AREAS),
        Parameter::path(
            "path.tileMatrixSetId",
            json!({"type": "string", "enum": [MATRIX_SET]}),
            "Bộ lưới ô",
            "Tile matrix set",
            json!(MATRIX_SET),
        ),
        Parameter::path("path.tileMatrix", whole_in(0, ZOOM_MAX.into()), "Mức phóng", "Zoom level", json!(6)),
        Parameter::path("path.tileRow", whole_in(0, 4_194_303), "Hàng, từ bắc xuống nam", "Row, from north to south", json!(28)),
        Parameter::path("path.tileCol", whole_in(0, 4_194_303), "Cột, từ tây sang đông", "Column, from west to east", json!(50)),
        Parameter::path("path.site.featureId", reference("SiteId"), "Mã điểm", "Identifier of a site", json!("m-00001")),
        Parameter::path("path.region.featureId", reference("RegionId"), "Mã đơn vị", "Identifier of a unit", json!("01")),
        Parameter::path("path.region.id", reference("RegionId"), "Mã đơn vị", "Identifier of a unit", json!("01")),
    ]
}
