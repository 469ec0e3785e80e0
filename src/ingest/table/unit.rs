//! The units in which offices write sizes, in titles and in cells.
use serde::{Deserialize, Serialize};

use crate::domain::text;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hectares.
    Ha,
    /// Square metres.
    M2,
    /// Square kilometres.
    Km2,
    /// A tenth of a mẫu; 360 m² in the North, 500 m² in the Centre.
    Sao,
    /// Ten sào.
    Mau,
    /// 1,000 m² in the South.
    Cong,
    /// A fifteenth of a sào.
    Thuoc,
    /// Đồng.
    Dong,
    /// Thousand đồng.
    ThousandDong,
    /// Million đồng.
    MillionDong,
    /// Milliard đồng.
    BillionDong,
    /// Animals.
    Head,
    /// Thousand animals.
    ThousandHead,
    /// Ten thousand animals.
    TenThousandHead,
    /// Members, or people.
    Member,
    /// Households.
    Household,
    /// Tonnes.
    Tonne,
    /// Anything else people count: cages, ponds, kilograms, trees.
    Other,
}

/// What kind of size a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Dimension {
    Area,
    Money,
    Animals,
    People,
    Other,
}

/// Wordings without tones; longer ones come first where one begins with another.
const WORDINGS: &[(&str, Unit)] = &[
    ("hec ta", Unit::Ha),
    ("hecta", Unit::Ha),
    ("hectare", Unit::Ha),
    ("ha", Unit::Ha),
    ("met vuong", Unit::M2),
    ("m vuong", Unit::M2),
    ("m2", Unit::M2),
    ("m 2", Unit::M2),
    ("km2", Unit::Km2),
    ("sao", Unit::Sao),
    ("mau", Unit::Mau),
    ("cong dat", Unit::Cong),
    ("cong", Unit::Cong),
    ("thuoc", Unit::Thuoc),
    ("nghin dong", Unit::ThousandDong),
    ("ngan dong", Unit::ThousandDong),
    ("1000 dong", Unit::ThousandDong),
    ("1 000 dong", Unit::ThousandDong),
    ("1000d", Unit::ThousandDong),
    ("trieu dong", Unit::MillionDong),
    ("tr dong", Unit::MillionDong),
    ("trd", Unit::MillionDong),
    ("tr d", Unit::MillionDong),
    ("trieu d", Unit::MillionDong),
    ("trieu", Unit::MillionDong),
    ("tr", Unit::MillionDong),
    ("ty dong", Unit::BillionDong),
    ("ti dong", Unit::BillionDong),
    ("ty d", Unit::BillionDong),
    ("ti d", Unit::BillionDong),
    ("ty", Unit::BillionDong),
    ("ti", Unit::BillionDong),
    ("dong", Unit::Dong),
    ("vnd", Unit::Dong),
    ("vnđ", Unit::Dong),
    ("d", Unit::Dong),
    ("nghin con", Unit::ThousandHead),
    ("ngan con", Unit::ThousandHead),
    ("1000 con", Unit::ThousandHead),
    ("1 000 con", Unit::ThousandHead),
    ("van con", Unit::TenThousandHead),
    ("con", Unit::Head),
    ("dau con", Unit::Head),
    ("ca the", Unit::Head),
    ("thanh vien", Unit::Member),
    ("xa vien", Unit::Member),
    ("nguoi", Unit::Member),
    ("tv", Unit::Member),
    ("ho", Unit::Household),
    ("ho dan", Unit::Household),
    ("tan", Unit::Tonne),
    ("kg", Unit::Other),
    ("ta", Unit::Other),
    ("long", Unit::Other),
    ("ao", Unit::Other),
    ("be", Unit::Other),
    ("goc", Unit::Other),
    ("cay", Unit::Other),
    ("nha", Unit::Other),
    ("chuong", Unit::Other),
    ("dan", Unit::Other),
    ("thung", Unit::Other),
    ("m3", Unit::Other),
    ("bich", Unit::Other),
    ("phoi", Unit::Other),
    ("lon", Unit::Other),
    ("cong nhan", Unit::Other),
    ("lao dong", Unit::Other),
];

impl Unit {
    /// The unit that a text names, with or without “per year”.
    pub(super) fn of(wording: &str) -> Option<Self> {
        let superscript = wording.replace(['²', '\u{b2}'], "2").replace('³', "3");
        let folded = text::fold(&superscript);
        let mut folded = folded.as_str();
        // `lợn` is a pig and no tin; animals named after the number are animals.
        for ending in [" tren nam", " nam", " vu", " lua", " thang"] {
            folded = folded.strip_suffix(ending).unwrap_or(folded);
        }
        WORDINGS.iter().find(|(known, _)| *known == folded).map(|(_, unit)| *unit)
    }

    pub(super) fn dimension(self) -> Dimension {
        match self {
            Self::Ha | Self::M2 | Self::Km2 | Self::Sao | Self::Mau | Self::Cong | Self::Thuoc => Dimension::Area,
            Self::Dong | Self::ThousandDong | Self::MillionDong | Self::BillionDong => Dimension::Money,
            Self::Head | Self::ThousandHead | Self::TenThousandHead => Dimension::Animals,
            Self::Member | Self::Household => Dimension::People,
            Self::Tonne | Self::Other => Dimension::Other,
        }
    }

    /// How many of the plain unit (m², đồng, animal, member) it is; `None` for units that differ from place to place.
    pub(super) fn factor(self) -> Option<f64> {
        Some(match self {
            Self::Ha => 10_000.0,
            Self::Km2 => 1_000_000.0,
            Self::Sao | Self::Mau | Self::Cong | Self::Thuoc => return None,
            Self::ThousandDong | Self::ThousandHead => 1e3,
            Self::MillionDong => 1e6,
            Self::BillionDong => 1e9,
            Self::TenThousandHead => 1e4,
            Self::M2 | Self::Dong | Self::Head | Self::Member | Self::Household | Self::Tonne | Self::Other => 1.0,
        })
    }

    /// The name a traditional unit of land is remembered under.
    pub(super) fn traditional(self) -> Option<&'static str> {
        Some(match self {
            Self::Sao => "sao",
            Self::Mau => "mau",
            Self::Cong => "cong",
            Self::Thuoc => "thuoc",
            _ => return None,
        })
    }

    /// Whether a number of it has no fraction of three digits, so that a mark before three digits separates thousands.
    pub(super) fn is_small(self) -> bool {
        matches!(self, Self::M2 | Self::Dong | Self::ThousandDong | Self::Head | Self::Member | Self::Household)
    }
}

/// The unit in the brackets or after the comma of a title, or its last word: `Diện tích (ha)`, `Doanh thu, triệu đồng`, `DT m2`.
pub(super) fn unit_of_title(title: &str) -> Option<Unit> {
    let title = title.replace('_', " ");
    let is_known = |unit: &Unit| *unit != Unit::Other;
    let start = title.find(['(', ',', ':', '[', ';']);
    let inside = start.and_then(|start| title.get(start..)).unwrap_or_default();
    let parts = inside.split(['(', ')', ',', ':', '[', ']', '/', ';']);
    // `(ha/hộ)` names two; the first one is what is counted.
    let named = parts.filter_map(Unit::of).find(is_known);
    // `hoạt động` ends with no currency.
    let may_be_one =
        |word: &&str| word.chars().count() > 1 && !matches!(text::composed(word).to_lowercase().as_str(), "động" | "dong");
    let last = || title.split_whitespace().next_back().filter(may_be_one).and_then(Unit::of);
    let is_size = |unit: &Unit| is_known(unit) && matches!(unit.dimension(), Dimension::Area | Dimension::Money);
    named.or_else(|| last().filter(is_size))
}
