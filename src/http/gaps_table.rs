//! Gaps as a table for a spreadsheet, and the sheet that says what it is.
use jiff::Timestamp;

use super::filter_sentence::filter_sentence;
use super::page_layout::{number, words};
use super::request::Asked;
use super::statistics_table::unit_name;
use super::statistics_words::division_name;
use crate::domain::{DATA_LICENCE, DATA_TITLE, Message, Region, RegionLevel, local_time};
use crate::encode::{About, Cell, Column, Table, rounded};
use crate::query::{GapsKey, GapsQuery};
use crate::snapshot::{Gap, Gaps, ProvinceGaps};

/// A commune that is a gap, with everything that is said of it.
pub(super) struct NamedGap<'a> {
    pub(super) commune: &'a Region,
    pub(super) parent: Option<String>,
    pub(super) province: Option<&'a Region>,
    /// Kilometres to the nearest site, to 10 metres.
    pub(super) distance_km: Option<f64>,
    /// The identifier and name of that site.
    pub(super) nearest: Option<(String, &'a str)>,
}

/// What is said of a gap; `None` for a unit that does not exist, which the snapshot rules out.
pub(super) fn named<'a>(asked: &'a Asked, gap: &Gap) -> Option<NamedGap<'a>> {
    let gazetteer = asked.snapshot.gazetteer();
    let above: Vec<&Region> = gazetteer.ancestors(gap.region).collect();
    let names: Vec<&str> = above.iter().map(|unit| unit.full_name.as_str()).collect();
    let site = gap.nearest.and_then(|(slot, _)| asked.snapshot.site(slot));
    Some(NamedGap {
        commune: gazetteer.region(gap.region)?,
        parent: (!names.is_empty()).then(|| names.join(", ")),
        province: above.into_iter().find(|unit| unit.id.level() == RegionLevel::Province),
        distance_km: gap.nearest.map(|(_, distance_m)| rounded(distance_m / 1_000.0, 2)),
        nearest: site.map(|public| (public.site.id.to_string(), public.site.facts.name.as_str())),
    })
}

/// The share of a province's communes that are gaps.
pub(super) fn share(province: &ProvinceGaps) -> f64 {
    // Only provinces with a commune that was looked at are listed.
    rounded(province.gaps as f64 / province.communes.max(1) as f64, 4)
}

/// The table of the rows asked for.
pub(super) fn table(asked: &Asked, query: &GapsQuery, gaps: &Gaps) -> Table {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let name = say("Khoảng trống", "Gaps").to_owned();
    let heading = query.by.heading().in_language(asked.language).to_owned();
    match query.by {
        GapsKey::Commune => Table {
            name,
            columns: vec![
                Column::new(say("Mã", "Id"), 12),
                Column::new(heading, 30),
                Column::new(say("Thuộc", "Within"), 40),
                Column::new(say("Khoảng cách đến điểm gần nhất (km)", "Distance to the nearest site (km)"), 18),
                Column::new(say("Mã điểm gần nhất", "Id of the nearest site"), 14),
                Column::new(say("Tên điểm gần nhất", "Name of the nearest site"), 60),
            ],
            rows: gaps.gaps.iter().filter_map(|gap| named(asked, gap)).map(gap_cells).collect(),
            total: None,
        },
        GapsKey::Province => Table {
            name,
            columns: vec![
                Column::new(say("Mã", "Id"), 12),
                Column::new(heading, 30),
                Column::new(say("Số xã", "Communes"), 12),
                Column::new(say("Số xã trống", "Gaps"), 12),
                Column::new(say("Tỷ lệ xã trống", "Share of gaps"), 12),
            ],
            rows: gaps.provinces.iter().map(|province| province_cells(asked, province)).collect(),
            total: None,
        },
    }
}

fn gap_cells(gap: NamedGap<'_>) -> Vec<Cell> {
    let (id, name) = gap.nearest.unzip();
    vec![
        Cell::Text(gap.commune.id.to_string()),
        Cell::Text(gap.commune.full_name.clone()),
        Cell::text(gap.parent),
        gap.distance_km.map_or(Cell::Empty, Cell::Number),
        Cell::text(id),
        Cell::text(name),
    ]
}

fn province_cells(asked: &Asked, province: &ProvinceGaps) -> Vec<Cell> {
    vec![
        Cell::Text(province.region.to_string()),
        Cell::Text(unit_name(asked, province.region)),
        Cell::Integer(province.communes as u64),
        Cell::Integer(province.gaps as u64),
        Cell::Share(share(province)),
    ]
}

/// What must be known to read the rows right.
pub(super) fn note(asked: &Asked, query: &GapsQuery) -> Message {
    let shapes = asked.snapshot.geography().shapes();
    let units = asked.snapshot.gazetteer().regions().map(|region| region.id);
    let mut communes = units.filter(|id| id.level() == RegionLevel::Commune && id.division() == query.division());
    let is_official = communes.all(|id| shapes.get(id).is_some_and(|shape| shape.is_official));
    let (vi, en) = if is_official {
        ("ranh giới chính thức", "official boundaries")
    } else {
        ("ranh giới gần đúng", "approximate boundaries")
    };
    Message::new(
        format!(
            "Khoảng cách trắc địa trên WGS 84 từ một điểm bên trong xã ({vi}) đến điểm gần nhất. Khu vực trong bộ lọc chỉ chọn xã; điểm ở bên kia ranh giới vẫn được tính là gần."
        ),
        format!(
            "Geodesic distance on WGS 84 from a point inside the commune ({en}) to the nearest site. A region in the filter chooses communes only; a site across its border is near, too."
        ),
    )
}

/// The last sheet.
pub(super) fn about(asked: &Asked, query: &GapsQuery, gaps: &Gaps) -> About {
    let language = asked.language;
    let say = |vi: &'static str, en: &'static str| words(language, vi, en);
    let distance = number(language, query.max_km);
    let entries = vec![
        (say("Dữ liệu", "Data"), DATA_TITLE.in_language(language).to_owned()),
        (
            say("Khoảng trống", "Gaps"),
            format!("{} {distance} km", say("Xã không có điểm nào trong vòng", "Communes without a site within")),
        ),
        (say("Bộ lọc", "Filter"), filter_sentence(&asked.snapshot, &query.filter).in_language(language).to_owned()),
        (say("Số điểm", "Sites"), gaps.matched.to_string()),
        (say("Số xã xét đến", "Communes looked at"), gaps.communes.to_string()),
        (say("Số xã trống", "Gaps among them"), gaps.gaps.len().to_string()),
        (say("Bản đồ hành chính", "Administrative map"), division_name(query.division()).in_language(language).to_owned()),
        (say("Tình trạng ngày", "As of"), query.as_of().to_string()),
        (say("Ghi chú", "Note"), note(asked, query).in_language(language).to_owned()),
        (say("Xuất lúc", "Exported at"), local_time::written(Timestamp::now(), language)),
        (say("Phiên bản dữ liệu", "Revision"), asked.snapshot.revision().to_string()),
        (say("Giấy phép", "Licence"), DATA_LICENCE.in_language(language).to_owned()),
    ];
    About {
        name: say("Thông tin", "About").to_owned(),
        entries: entries.into_iter().map(|(what, how)| (what.to_owned(), how)).collect(),
    }
}
