//! From what a feature says of its unit to the unit: by code, whose name must agree, else by name within its parent.
use super::attribute_columns::SaidUnit;
use super::name_agreement::agrees;
use crate::domain::{Division, Message, RegionId, RegionLevel};
use crate::gazetteer::{Gazetteer, NameResolution, NameScope};

/// Most suggestions for a feature without a match.
const SUGGESTIONS_MAX: usize = 3;
/// How many suggestions are looked at for some of the right division and level.
const LOOKED_AT: usize = 40;

/// How a feature was matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MatchedBy {
    Code,
    Name,
}

/// Why a feature was not matched.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NoMatch {
    pub fault: MatchFault,
    pub message: Message,
    /// The units that come nearest to what the feature says.
    pub suggestions: Vec<RegionId>,
}

/// The kinds of failure to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MatchFault {
    /// Neither code nor name.
    Nothing,
    /// A code or name that no unit has.
    Unknown,
    /// Code and name are of different units.
    Disagreement,
    /// A unit of the other division.
    OtherDivision,
    /// Several units have that name.
    Ambiguous,
}

/// Finds units of one division.
pub(super) struct Matcher<'a> {
    pub gazetteer: &'a Gazetteer,
    pub division: Division,
}

impl Matcher<'_> {
    /// The unit of a feature and what told it.
    pub fn unit_of(&self, said: &SaidUnit) -> Result<(RegionId, MatchedBy), NoMatch> {
        match (&said.code, &said.name) {
            (Some(code), name) => match self.by_code(said, code, name.as_deref())? {
                Some(unit) => Ok((unit, MatchedBy::Code)),
                None => match name {
                    // A code that no division knows may be an office's own number; the name decides then.
                    Some(name) if !looks_official(code) => self.by_name(said, name).map(|unit| (unit, MatchedBy::Name)),
                    _ => Err(self.unknown_code(code, name.as_deref())),
                },
            },
            (None, Some(name)) => self.by_name(said, name).map(|unit| (unit, MatchedBy::Name)),
            (None, None) => Err(NoMatch {
                fault: MatchFault::Nothing,
                message: Message::new(
                    "không có mã và tên đơn vị; cần cột code hoặc ma_xa, name hoặc ten_xa (tên thì cần thêm ten_tinh)",
                    "has neither code nor name; a column code or ma_xa, or name or ten_xa with ten_tinh, is needed",
                ),
                suggestions: Vec::new(),
            }),
        }
    }

    fn by_code(&self, said: &SaidUnit, code: &str, name: Option<&str>) -> Result<Option<RegionId>, NoMatch> {
        let of = |division| candidates(code, division, said).into_iter().filter_map(|id| self.gazetteer.region(id));
        let fits = |region: &&crate::domain::Region| name.is_none_or(|name| agrees(name, region));
        let own: Vec<_> = of(self.division).collect();
        if let Some(region) = own.iter().copied().find(|region| fits(region)) {
            return Ok(Some(region.id));
        }
        let other = if self.division == Division::Current { Division::Former } else { Division::Current };
        let is_named = name.is_some() || own.is_empty();
        if let Some(region) = of(other).find(|region| is_named && fits(region)) {
            return Err(self.other_division(code, &region.full_name, own.first().map(|region| region.full_name.as_str())));
        }
        match (own.first(), name) {
            (Some(region), Some(name)) => Err(NoMatch {
                fault: MatchFault::Disagreement,
                message: Message::new(
                    format!("mã {code} là {}, không phải “{name}”", region.full_name),
                    format!("code {code} is {}, not “{name}”", region.full_name),
                ),
                suggestions: self.suggestions(name, said.level),
            }),
            _ => Ok(None),
        }
    }

    fn other_division(&self, code: &str, there: &str, here: Option<&str>) -> NoMatch {
        let message = match self.division {
            Division::Current => {
                let [vi, en] = match here {
                    Some(here) => [format!(", nay mã này là {here}"), format!(", today that code is {here}")],
                    None => [" và nay không còn".to_owned(), " and is no more".to_owned()],
                };
                Message::new(
                    format!("mã {code} là {there} của năm 2024{vi}; nếu tệp theo đơn vị cũ, hãy thêm --division former"),
                    format!("code {code} is {there} of 2024{en}; for a file of the former units add --division former"),
                )
            }
            Division::Former => Message::new(
                format!("mã {code} là {there} của hiện nay, không có trong danh mục cũ; hãy bỏ --division former"),
                format!("code {code} is {there} of today, not of the former units; leave out --division former"),
            ),
        };
        NoMatch { fault: MatchFault::OtherDivision, message, suggestions: Vec::new() }
    }

    fn unknown_code(&self, code: &str, name: Option<&str>) -> NoMatch {
        NoMatch {
            fault: MatchFault::Unknown,
            message: Message::new(format!("không có đơn vị nào mang mã {code}"), format!("no unit has the code {code}")),
            suggestions: name.map(|name| self.suggestions(name, None)).unwrap_or_default(),
        }
    }

    fn by_name(&self, said: &SaidUnit, name: &str) -> Result<RegionId, NoMatch> {
        let within = self.parent_of(said)?;
        let level = said.level.or_else(|| within.map(|_| RegionLevel::Commune));
        let scope = NameScope { within, level, division: Some(self.division) };
        let place = within.and_then(|id| self.gazetteer.region(id)).map(|region| region.full_name.as_str());
        match self.gazetteer.resolve_name(name, scope) {
            NameResolution::Found(id) => Ok(id),
            NameResolution::Ambiguous(ids) => {
                let [vi, en] = match place {
                    Some(place) => [format!("trong {place}"), format!("in {place}")],
                    None => {
                        ["; cần cột tỉnh (ten_tinh)".to_owned(), "; a column of the province (ten_tinh) is needed".to_owned()]
                    }
                };
                Err(NoMatch {
                    fault: MatchFault::Ambiguous,
                    message: Message::new(
                        format!("{} đơn vị tên “{name}” {vi}", ids.len()),
                        format!("{} units are called “{name}” {en}", ids.len()),
                    ),
                    suggestions: ids.into_iter().take(SUGGESTIONS_MAX).collect(),
                })
            }
            NameResolution::Unknown => {
                let [vi, en] = place.map_or_else(Default::default, |place| [format!(" trong {place}"), format!(" in {place}")]);
                Err(NoMatch {
                    fault: MatchFault::Unknown,
                    message: Message::new(
                        format!("không có đơn vị nào tên “{name}”{vi}"),
                        format!("no unit is called “{name}”{en}"),
                    ),
                    suggestions: self.suggestions(name, level),
                })
            }
        }
    }

    /// The finest unit that the feature says it lies in.
    fn parent_of(&self, said: &SaidUnit) -> Result<Option<RegionId>, NoMatch> {
        let mut within = None;
        for parent in said.parents.iter().rev() {
            // Districts ended in 2025: for a unit of today an old district only narrows where it is known.
            let coded = parent.code.as_deref().and_then(|code| self.parent_by_code(code, parent.level, parent.name.as_deref()));
            let found = coded.or_else(|| {
                let scope = NameScope { within, level: Some(parent.level), division: None };
                match self.gazetteer.resolve_name(parent.name.as_deref()?, scope) {
                    NameResolution::Found(id) => Some(id),
                    NameResolution::Ambiguous(ids) => ids.into_iter().find(|id| id.division() == self.division),
                    NameResolution::Unknown => None,
                }
            });
            match found {
                Some(id) => within = Some(id),
                None if parent.level == RegionLevel::District && self.division == Division::Current => {}
                None => {
                    let text = parent.name.as_deref().or(parent.code.as_deref()).unwrap_or_default();
                    return Err(NoMatch {
                        fault: MatchFault::Unknown,
                        message: Message::new(
                            format!("không có đơn vị cấp trên “{text}”"),
                            format!("there is no unit “{text}” that it could lie in"),
                        ),
                        suggestions: Vec::new(),
                    });
                }
            }
        }
        Ok(within)
    }

    fn parent_by_code(&self, code: &str, level: RegionLevel, name: Option<&str>) -> Option<RegionId> {
        let divisions = match self.division {
            Division::Current => [Division::Current, Division::Former],
            Division::Former => [Division::Former, Division::Current],
        };
        let regions = divisions.into_iter().filter_map(|division| self.gazetteer.region(id_of(code, level, division)?));
        let mut fitting = regions.filter(|region| name.is_none_or(|name| agrees(name, region)));
        fitting.next().map(|region| region.id)
    }

    fn suggestions(&self, name: &str, level: Option<RegionLevel>) -> Vec<RegionId> {
        let found = self.gazetteer.suggest(name, LOOKED_AT).into_iter();
        let fitting = found.filter(|id| id.division() == self.division && level.is_none_or(|level| level == id.level()));
        fitting.take(SUGGESTIONS_MAX).collect()
    }
}

/// The digits of a code as spreadsheets and tables leave it: `00004`, `4`, `4.0`, `2024-00004`.
fn digits(code: &str) -> Option<&str> {
    let plain = code.trim().trim_start_matches("2024-");
    let plain = plain.strip_suffix(".0").unwrap_or(plain);
    (!plain.is_empty() && plain.len() <= 5 && plain.bytes().all(|byte| byte.is_ascii_digit())).then_some(plain)
}

fn looks_official(code: &str) -> bool {
    digits(code).is_some_and(|digits| digits.len() >= 4) || code.starts_with("2024-")
}

/// The identifier with that code at that level; zeros lost in front are put back.
fn id_of(code: &str, level: RegionLevel, division: Division) -> Option<RegionId> {
    let digits = digits(code)?;
    let width = match level {
        RegionLevel::Province => 2,
        RegionLevel::District => 3,
        RegionLevel::Commune => 5,
    };
    let prefix = if division == Division::Former { "2024-" } else { "" };
    (digits.len() <= width).then(|| format!("{prefix}{digits:0>width$}").parse().ok()).flatten()
}

/// What a code may stand for in a division, the likeliest first.
fn candidates(code: &str, division: Division, said: &SaidUnit) -> Vec<RegionId> {
    if code.trim().starts_with("2024-") && division == Division::Current {
        return Vec::new();
    }
    let of = |level| id_of(code, level, division);
    if let Some(level) = said.level {
        return of(level).into_iter().collect();
    }
    let length = digits(code).map_or(0, str::len);
    let mut levels = vec![RegionLevel::Commune, RegionLevel::District, RegionLevel::Province];
    // As many digits as the level has; then with zeros lost.
    levels.sort_by_key(|level| match (level, length) {
        (RegionLevel::Province, 2) | (RegionLevel::District, 3) | (RegionLevel::Commune, 5) => 0,
        _ => 1,
    });
    if said.parents.iter().any(|parent| parent.level == RegionLevel::Province) {
        levels.retain(|level| *level != RegionLevel::Province);
        levels.sort();
        levels.reverse();
    }
    levels.into_iter().filter_map(of).collect()
}
