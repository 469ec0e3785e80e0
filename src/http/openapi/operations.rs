//! Every operation of the interface with its parameters and answers, in the order people read them.
use super::account_operations::accounts;
use super::editing_operations::editing;
use super::imports_operations::imports;
use super::operation::{Operation, Tag};
use super::parameter::Parameter;
use super::people_operations::people;
use crate::encode::Subject;
use crate::http::export_format::ExportFormat;
use crate::http::reply::{ATOM, CSV, MVT, OPENAPI, SCHEMA, XLSX};
use crate::query::{
    DiffQuery, ExportQuery, FILTER_PARAMETERS, GapsQuery, ItemsQuery, NearestQuery, RegionExportQuery, RegionForm,
    RegionLayerQuery, RegionsQuery, StatisticsQuery,
};

/// The keys of parameters by their names: a resource's own where it has one, else the shared one.
fn keys(known: &[Parameter], resource: &str, groups: &[&[&str]]) -> Vec<&'static str> {
    let names = groups.iter().copied().flatten();
    let key = |name: &&str| {
        let own = format!("{resource}.{name}");
        let found = |key: &str| known.iter().find(|parameter| parameter.key == key).map(|parameter| parameter.key);
        found(&own).or_else(|| found(name))
    };
    names.filter_map(key).collect()
}

/// Every operation.
pub(in crate::http) fn all(known: &[Parameter]) -> Vec<Operation> {
    [
        capabilities(),
        features(known),
        tiles(known),
        exports(known),
        counts(known),
        places(known),
        changes(known),
        accounts(),
        editing(),
        people(),
        imports(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn capabilities() -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Capabilities, vi, en);
    vec![
        of("getLandingPage", "/api", "Trang đầu của giao diện", "Landing page").takes(&["f"]).gives_json("Landing").gives_page(),
        of("getConformance", "/api/conformance", "Các lớp tuân thủ", "Conformance classes")
            .takes(&["f"])
            .gives_json("Conformance")
            .gives_page(),
        of("getApiDefinition", "/api/openapi.json", "Mô tả OpenAPI này", "This OpenAPI document")
            .gives(OPENAPI, "OpenApiDocument"),
        of("getApiDocumentation", "/api/docs", "Mô tả giao diện, đọc được", "This description to read").gives_page(),
        of("getCollections", "/api/collections", "Các bộ dữ liệu", "The collections")
            .takes(&["f"])
            .gives_json("Collections")
            .gives_page(),
        of("describeCollection", "/api/collections/{collectionId}", "Một bộ dữ liệu", "One collection")
            .takes(&["path.any.collectionId", "f"])
            .gives_json("CollectionDescription")
            .gives_page(),
        of(
            "getQueryables",
            "/api/collections/{collectionId}/queryables",
            "Các thuộc tính dùng được trong filter",
            "The properties that filter can name",
        )
        .takes(&["path.any.collectionId", "f"])
        .gives(SCHEMA, "JsonSchema")
        .gives_json("JsonSchema")
        .gives_page(),
        of(
            "getSchema",
            "/api/collections/{collectionId}/schema",
            "Các thuộc tính của đối tượng",
            "The properties of the features",
        )
        .takes(&["path.any.collectionId", "f"])
        .gives(SCHEMA, "JsonSchema")
        .gives_json("JsonSchema")
        .gives_page(),
        of("listProblems", "/api/problems", "Các mã lỗi", "The codes of problems")
            .takes(&["f"])
            .gives_json("Problems")
            .gives_page(),
    ]
}

fn features(known: &[Parameter]) -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Features, vi, en);
    let [items_filters, items_paging] = ItemsQuery::PARAMETERS;
    let [nearest_filters, nearest_place] = NearestQuery::PARAMETERS;
    vec![
        of("listSites", "/api/collections/{collectionId}/items", "Một trang điểm", "A page of sites")
            .takes(&["path.collectionId"])
            .takes(&keys(known, "items", &[items_filters, items_paging, &["f"]]))
            .gives_geojson("SiteCollection")
            .gives_page(),
        Operation {
            redirects_pages: true,
            ..of("getSite", "/api/collections/{collectionId}/items/{featureId}", "Một điểm", "One site")
                .takes(&["path.collectionId", "path.site.featureId", "crs", "site.at", "f"])
                .gives_geojson("SiteFeature")
        },
        of("findNearest", "/api/collections/{collectionId}/nearest", "Những điểm gần nhất", "The nearest sites")
            .takes(&["path.collectionId"])
            .takes(&keys(known, "nearest", &[nearest_filters, nearest_place]))
            .gives_geojson("NearestCollection"),
        of(
            "listRegions",
            "/api/collections/regions/items",
            "Đơn vị hành chính với ranh giới",
            "Administrative units with shapes",
        )
        .takes(&keys(known, "regions", &RegionsQuery::PARAMETERS))
        .takes(&["f"])
        .gives_geojson("RegionCollection")
        .gives_page(),
        of(
            "getRegionFeature",
            "/api/collections/regions/items/{featureId}",
            "Một đơn vị với ranh giới",
            "One unit with its shape",
        )
        .takes(&["path.region.featureId"])
        .takes(&keys(known, "regions", &[RegionForm::PARAMETERS]))
        .takes(&["f"])
        .gives_geojson("RegionFeature")
        .gives_page(),
    ]
}

fn tiles(known: &[Parameter]) -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Tiles, vi, en);
    let filters = || keys(known, "tiles", &[FILTER_PARAMETERS]);
    let units = || keys(known, "tiles", &RegionLayerQuery::PARAMETERS);
    let place = &["path.tileMatrixSetId", "path.tileMatrix", "path.tileRow", "path.tileCol"];
    let tile = |operation: Operation| Operation { may_be_empty: true, ..operation.gives_bytes(MVT) };
    vec![
        of("listTileSets", "/api/collections/{collectionId}/tiles", "Các bộ ô bản đồ của điểm", "Tilesets of sites")
            .takes(&["path.collectionId"])
            .takes(&filters())
            .takes(&["f"])
            .gives_json("TileSets")
            .gives_page(),
        of("getTileSet", "/api/collections/{collectionId}/tiles/{tileMatrixSetId}", "Một bộ ô của điểm", "A tileset of sites")
            .takes(&["path.collectionId", "path.tileMatrixSetId"])
            .takes(&filters())
            .takes(&["f"])
            .gives_json("TileSet")
            .gives_page(),
        tile(
            of(
                "getTile",
                "/api/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
                "Một ô của điểm",
                "A tile of sites",
            )
            .takes(&["path.collectionId"])
            .takes(place)
            .takes(&filters()),
        ),
        of("getTileJson", "/api/tiles/{collectionId}.json", "TileJSON của điểm", "TileJSON of sites")
            .takes(&["path.collectionId"])
            .takes(&filters())
            .gives_json("TileJson"),
        of("listRegionTileSets", "/api/collections/regions/tiles", "Các bộ ô của đơn vị hành chính", "Tilesets of units")
            .takes(&units())
            .takes(&["f"])
            .gives_json("TileSets")
            .gives_page(),
        of("getRegionTileSet", "/api/collections/regions/tiles/{tileMatrixSetId}", "Một bộ ô của đơn vị", "A tileset of units")
            .takes(&["path.tileMatrixSetId"])
            .takes(&units())
            .takes(&["f"])
            .gives_json("TileSet")
            .gives_page(),
        tile(
            of(
                "getRegionTile",
                "/api/collections/regions/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
                "Một ô của đơn vị hành chính",
                "A tile of units",
            )
            .takes(place)
            .takes(&units()),
        ),
        of("getRegionTileJson", "/api/tiles/regions.json", "TileJSON của đơn vị hành chính", "TileJSON of units")
            .takes(&units())
            .gives_json("TileJson"),
        of("listTileMatrixSets", "/api/tileMatrixSets", "Các bộ lưới ô", "Tile matrix sets").gives_json("TileMatrixSets"),
        of(
            "getTileMatrixSet",
            "/api/tileMatrixSets/{tileMatrixSetId}",
            "Định nghĩa bộ lưới ô",
            "Definition of a tile matrix set",
        )
        .takes(&["path.tileMatrixSetId"])
        .gives_json("TileMatrixSet"),
    ]
}

fn exports(known: &[Parameter]) -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Exports, vi, en);
    let gives = |export: Operation, subject: Subject, schema: &'static str| {
        ExportFormat::all_of(subject).iter().fold(export, |export, format| match format {
            ExportFormat::GeoJson => export.gives_geojson(schema),
            ExportFormat::Csv | ExportFormat::Kml | ExportFormat::Gpx | ExportFormat::GeoJsonSeq => {
                export.gives_text(format.media_type())
            }
            ExportFormat::Xlsx | ExportFormat::GeoPackage | ExportFormat::FlatGeobuf => export.gives_bytes(format.media_type()),
        })
    };
    let sites =
        of("exportSites", "/api/collections/{collectionId}/export.{format}", "Tệp có mọi kết quả", "A file with every match")
            .takes(&["path.collectionId", "path.format"])
            .takes(&keys(known, "export", &ExportQuery::PARAMETERS));
    let regions = of(
        "exportRegions",
        "/api/collections/regions/export.{format}",
        "Tệp có mọi đơn vị hành chính khớp bộ lọc",
        "A file with every administrative unit that matches",
    )
    .takes(&["path.regions.format"])
    .takes(&keys(known, "regions", &RegionExportQuery::PARAMETERS));
    vec![gives(sites, Subject::Sites, "SiteExport"), gives(regions, Subject::Regions, "RegionExport")]
}

fn counts(known: &[Parameter]) -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Statistics, vi, en);
    vec![
        of("countFacets", "/api/collections/{collectionId}/facets", "Đếm theo từng giá trị", "Counts per value")
            .takes(&["path.collectionId"])
            .takes(&keys(known, "facets", &[FILTER_PARAMETERS, &["by"]]))
            .gives_json("Facets"),
        of("getStatistics", "/api/statistics", "Thống kê bên cạnh số liệu công bố", "Statistics beside reported totals")
            .takes(&keys(known, "statistics", &StatisticsQuery::PARAMETERS))
            .takes(&["table.f"])
            .gives_json("Statistics")
            .gives_text(CSV)
            .gives_bytes(XLSX)
            .gives_page(),
        of("getGaps", "/api/statistics/gaps", "Xã chưa có điểm nào ở gần", "Communes without a site near")
            .takes(&keys(known, "gaps", &GapsQuery::PARAMETERS))
            .takes(&["plain-table.f"])
            .gives_json("Gaps")
            .gives_text(CSV)
            .gives_bytes(XLSX),
    ]
}

fn places(known: &[Parameter]) -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Places, vi, en);
    vec![
        of("suggest", "/api/suggest", "Gợi ý khi gõ", "Suggestions while typing")
            .takes(&keys(known, "suggest", &[&["q", "limit", "types"]]))
            .gives_json("Suggestions"),
        of("locate", "/api/regions/locate", "Ở đây là đâu", "What lies at a point").takes(&["lon", "lat"]).gives_json("Located"),
        of("getRegion", "/api/regions/{id}", "Một đơn vị: trước đây, hiện nay, số điểm", "One unit: before, today, counts")
            .takes(&["path.region.id", "f"])
            .gives_json("Region")
            .gives_page(),
        of("listVocabularies", "/api/vocabularies", "Danh mục mã", "Code lists")
            .takes(&["f"])
            .gives_json("Vocabularies")
            .gives_page(),
    ]
}

fn changes(known: &[Parameter]) -> Vec<Operation> {
    let of = |id, path, vi, en| Operation::new(id, path, Tag::Changes, vi, en);
    vec![
        of("listChanges", "/api/changes", "Những gì đã thay đổi, theo thứ tự", "What changed, in order")
            .takes(&["since", "after", "changes.limit", "f"])
            .gives_json("Changes")
            .gives_page(),
        of(
            "getChangesFeed",
            "/api/changes.atom",
            "Những thay đổi gần đây, cho trình đọc tin",
            "The latest changes, for feed readers",
        )
        .gives_text(ATOM),
        of("getDifferences", "/api/diff", "Thay đổi giữa hai trạng thái", "What changed between two states")
            .takes(&keys(known, "diff", &[DiffQuery::PARAMETERS]))
            .takes(&["table.f"])
            .gives_json("Differences")
            .gives_text(CSV)
            .gives_bytes(XLSX)
            .gives_page(),
    ]
}
