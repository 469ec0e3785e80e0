//! Which attribute of a boundary file is the code, the name or the parent of its units, by the names offices give them.
use crate::domain::{RegionLevel, text};
use crate::geography::boundary_file::FileFeature;

/// Names of attributes that say the code of a unit at that level, without tones, spaces and signs.
const CODES: [(RegionLevel, &[&str]); 3] = [
    (
        RegionLevel::Commune,
        &[
            "maxa",
            "maxaphuong",
            "maphuongxa",
            "maphuong",
            "mapx",
            "maxp",
            "maxa5",
            "macapxa",
            "madvhcxa",
            "madvhccapxa",
            "communecode",
            "wardcode",
            "communeid",
            "wardid",
            "idxa",
            "xaid",
        ],
    ),
    (
        RegionLevel::District,
        &["mahuyen", "maquanhuyen", "maqh", "macaphuyen", "madvhchuyen", "districtcode", "districtid", "idhuyen", "huyenid"],
    ),
    (
        RegionLevel::Province,
        &[
            "matinh",
            "matp",
            "matinhtp",
            "matinhthanh",
            "macaptinh",
            "madvhctinh",
            "provincecode",
            "provinceid",
            "idtinh",
            "tinhid",
        ],
    ),
];
/// Names of attributes that say the name of a unit at that level.
const NAMES: [(RegionLevel, &[&str]); 3] = [
    (
        RegionLevel::Commune,
        &[
            "tenxa",
            "tenxaphuong",
            "tenphuongxa",
            "tenphuong",
            "tenpx",
            "tenxp",
            "tencapxa",
            "xa",
            "xaphuong",
            "phuongxa",
            "commune",
            "communename",
            "ward",
            "wardname",
        ],
    ),
    (
        RegionLevel::District,
        &["tenhuyen", "tenquanhuyen", "tenqh", "tencaphuyen", "huyen", "quanhuyen", "district", "districtname"],
    ),
    (
        RegionLevel::Province,
        &[
            "tentinh",
            "tentinhtp",
            "tentinhthanh",
            "tencaptinh",
            "tinh",
            "tinhtp",
            "tinhthanh",
            "tinhthanhpho",
            "province",
            "provincename",
        ],
    ),
];
/// Names of attributes that say the code of the feature's own unit, whatever its level; the likeliest first.
const OWN_CODES: &[&str] =
    &["code", "ma", "madvhc", "madonvi", "madonvihanhchinh", "macode", "mahc", "dvhccode", "regionid", "id"];
/// Names of attributes that say its name.
const OWN_NAMES: &[&str] = &[
    "fullname",
    "name",
    "ten",
    "tendaydu",
    "tendvhc",
    "tendonvi",
    "tendonvihanhchinh",
    "tenhanhchinh",
    "namevi",
    "tengoi",
    "title",
];

/// What the attributes of one feature say of its unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SaidUnit {
    /// The level, where a level's own attribute says code or name.
    pub level: Option<RegionLevel>,
    /// The code as written.
    pub code: Option<String>,
    /// The name as written.
    pub name: Option<String>,
    /// Codes and names of the units it lies in, the finest first.
    pub parents: Vec<SaidParent>,
}

/// What is said of a unit that the feature's unit lies in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SaidParent {
    /// Its level.
    pub level: RegionLevel,
    /// Its code as written.
    pub code: Option<String>,
    /// Its name as written.
    pub name: Option<String>,
}

const FINEST_FIRST: [RegionLevel; 3] = [RegionLevel::Commune, RegionLevel::District, RegionLevel::Province];

impl SaidUnit {
    /// Reads the attributes of a feature.
    pub fn of(feature: &FileFeature) -> Self {
        let folded: Vec<(String, &str)> = feature
            .attributes
            .iter()
            .map(|(name, value)| (text::fold(name).replace(' ', ""), value.trim()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let first = |names: &[&str]| {
            let value = names.iter().find_map(|wanted| folded.iter().find(|(name, _)| name == wanted));
            value.and_then(|(_, value)| text::tidy(value))
        };
        let of_level = |table: &[(RegionLevel, &[&str])], level: RegionLevel| {
            table.iter().find(|(known, _)| *known == level).and_then(|(_, names)| first(names))
        };
        let mut levels: Vec<SaidParent> = FINEST_FIRST
            .into_iter()
            .map(|level| SaidParent { level, code: of_level(&CODES, level), name: of_level(&NAMES, level) })
            .filter(|said| said.code.is_some() || said.name.is_some())
            .collect();
        let own = (first(OWN_CODES), first(OWN_NAMES));
        // `id` and `ma` beside a commune's own attributes are row numbers more often than codes.
        let has_commune = levels.first().is_some_and(|said| said.level == RegionLevel::Commune);
        if has_commune || own == (None, None) {
            if levels.is_empty() {
                return Self::default();
            }
            let finest = levels.remove(0);
            let name = finest.name.or(own.1);
            return Self { level: Some(finest.level), code: finest.code.or(own.0), name, parents: levels };
        }
        // A row number called `id` and nothing else of its own: the unit is the finest one that is named.
        if own.1.is_none() && !levels.is_empty() && levels.iter().all(|said| said.name.is_some()) {
            let finest = levels.remove(0);
            return Self { level: Some(finest.level), code: finest.code, name: finest.name, parents: levels };
        }
        Self { level: None, code: own.0, name: own.1, parents: levels }
    }

    /// How people find the feature in their file: its name and code as written.
    pub fn label(&self) -> String {
        match (&self.name, &self.code) {
            (Some(name), Some(code)) => format!("{name} ({code})"),
            (Some(text), None) | (None, Some(text)) => text.clone(),
            (None, None) => "?".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::boundary_file::RawShape;

    fn said(attributes: &[(&str, &str)]) -> SaidUnit {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        SaidUnit::of(&FileFeature { number: 1, attributes, shape: Ok(RawShape::default()) })
    }

    #[test]
    fn own_attributes_and_parents_are_told_apart() {
        let unit = said(&[("code", "00004"), ("name", "Phường Ba Đình"), ("province_code", "01"), ("area_km2", "2.97")]);
        assert_eq!((unit.level, unit.label().as_str()), (None, "Phường Ba Đình (00004)"));
        assert_eq!(unit.parents, [SaidParent { level: RegionLevel::Province, code: Some("01".into()), name: None }]);

        let unit = said(&[("id", "17"), ("Tên xã", "Sơn  Tây"), ("MA_XA", "09574"), ("Tên_Huyện", "x"), ("TINH", "Hà Nội")]);
        assert_eq!(
            (unit.level, unit.code.as_deref(), unit.name.as_deref()),
            (Some(RegionLevel::Commune), Some("09574"), Some("Sơn Tây"))
        );
        assert_eq!(
            unit.parents.iter().map(|parent| parent.level).collect::<Vec<_>>(),
            [RegionLevel::District, RegionLevel::Province]
        );

        let unit = said(&[("ma_tinh", "01"), ("ten_tinh", "Hà Nội")]);
        assert_eq!((unit.level, unit.code.as_deref(), unit.parents.len()), (Some(RegionLevel::Province), Some("01"), 0));
        let unit = said(&[("id", "3"), ("ten_tinh", "Hà Nội")]);
        assert_eq!((unit.level, unit.code, unit.name.as_deref()), (Some(RegionLevel::Province), None, Some("Hà Nội")));
        assert_eq!(said(&[("name", " "), ("area", "3")]), SaidUnit::default());
    }
}
