//! Takes an address apart into province, district and commune, also where several of them stand in one field.
use super::names::{NameScope, Search};
use super::registry::Gazetteer;
use super::spelling::Spelling;
use super::type_word::{TypeWord, readings};
use crate::domain::{Address, RegionId, RegionLevel, text};

/// The column a part came from, as findings name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Province,
    District,
    Commune,
}

impl Column {
    pub fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    pub fn value(self, address: &Address) -> &str {
        let value = match self {
            Self::Province => &address.province,
            Self::District => &address.district,
            Self::Commune => &address.commune,
        };
        value.as_deref().unwrap_or_default()
    }
}

/// One name of an address and the column it stood in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub column: Column,
    pub text: String,
}

/// The names of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub province: Option<Part>,
    pub district: Option<Part>,
    pub commune: Option<Part>,
}

/// Most pieces of one address that are read; the last ones name the larger units.
const PIECES_MAX: usize = 12;

impl Parts {
    pub fn of(address: &Address, gazetteer: &Gazetteer) -> Self {
        let field = |column: Column| text::tidy(column.value(address)).map(|text| Part { column, text });
        let (commune, district, province) = (field(Column::Commune), field(Column::District), field(Column::Province));
        let in_pieces = [&commune, &district, &province].into_iter().flatten().any(|part| part.text.contains([',', ';']));
        if !in_pieces {
            return Self { province, district, commune };
        }
        let has_district_field = district.is_some();
        let mut pieces: Vec<Part> = [commune, district, province].into_iter().flatten().flat_map(pieces_of).collect();
        pieces.drain(..pieces.len().saturating_sub(PIECES_MAX));

        let mut parts = Self::default();
        if pieces
            .last()
            .is_some_and(|last| last.column == Column::Province || gazetteer.bears(&last.text, RegionLevel::Province, None))
        {
            parts.province = pieces.pop();
        }
        let within = parts.province.as_ref().and_then(|part| gazetteer.only_province(&part.text));
        let is_district = |last: &Part| match said_communal(&last.text) {
            true => false,
            false if has_district_field => last.column == Column::District,
            false => gazetteer.bears(&last.text, RegionLevel::District, within),
        };
        if pieces.last().is_some_and(is_district) {
            parts.district = pieces.pop();
        }
        parts.commune = commune_among(pieces, |piece| gazetteer.bears(&piece.text, RegionLevel::Commune, within));
        parts
    }
}

impl Gazetteer {
    /// Whether some unit of that level bears the name, its type word not contradicting.
    fn bears(&self, text: &str, level: RegionLevel, within: Option<RegionId>) -> bool {
        let scope = NameScope { within, level: Some(level), division: None };
        let search = Search { text, scope, accents_meant: Spelling::of(text).has_marks(), prefer: None };
        self.search(search).is_some_and(|(rank, _)| !rank.contradicts_type)
    }

    fn only_province(&self, text: &str) -> Option<RegionId> {
        let scope = NameScope { level: Some(RegionLevel::Province), ..NameScope::default() };
        let search = Search { text, scope, accents_meant: Spelling::of(text).has_marks(), prefer: None };
        let (_, ids) = self.search(search)?;
        // Where the old and the new province share the name, the new one, which holds the old one, comes first.
        ids.first().copied()
    }
}

fn pieces_of(part: Part) -> Vec<Part> {
    let pieces = part.text.split([',', ';']).filter_map(text::tidy).filter(|piece| !is_country(piece));
    pieces.map(|text| Part { column: part.column, text }).collect()
}

fn is_country(piece: &str) -> bool {
    matches!(text::fold(piece).as_str(), "viet nam" | "vietnam" | "vn")
}

/// Whether the text begins with a type word that only communes have.
fn said_communal(text: &str) -> bool {
    readings(text)
        .iter()
        .any(|reading| !reading.glued && !reading.types.is_empty() && reading.types.iter().copied().all(TypeWord::is_communal))
}

/// The piece that names the commune: the only one said to be one, else the last that is one, else the last.
fn commune_among(mut pieces: Vec<Part>, is_commune: impl Fn(&Part) -> bool) -> Option<Part> {
    let said: Vec<&Part> = pieces.iter().filter(|piece| said_communal(&piece.text)).collect();
    match said.as_slice() {
        [only] => Some((*only).clone()),
        [] => match pieces.iter().rposition(is_commune) {
            Some(at) => Some(pieces.swap_remove(at)),
            None => pieces.pop(),
        },
        // Two communes for one site: neither is taken, and the whole is shown as it was.
        [first, ..] => {
            let texts: Vec<&str> = said.iter().map(|piece| piece.text.as_str()).collect();
            Some(Part { column: first.column, text: texts.join(", ") })
        }
    }
}
