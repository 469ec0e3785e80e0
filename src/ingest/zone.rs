//! In which coordinate system the numbers of a row are: as the row says, else as the person who imports says, else guessed.
use super::angle::angle;
use super::columns::Column;
use super::file_row::FileRow;
use crate::domain::{Finding, FindingCode, Message, Placement, text};
use crate::gazetteer::Gazetteer;
use crate::geography::{Crs, degrees_and_minutes, zone_of_province};

/// Words for a coordinate system that are no code.
const CRS_WORDS: &[(&str, Crs)] = &[
    ("wgs84", Crs::CRS84),
    ("wgs 84", Crs::CRS84),
    ("vn 2000 utm 48n", Crs::UTM_48N),
    ("vn2000 utm 48n", Crs::UTM_48N),
    ("vn 2000 utm 49n", Crs::UTM_49N),
    ("vn2000 utm 49n", Crs::UTM_49N),
];

/// Who said in which coordinate system a row is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SaidBy {
    /// A cell of the row; the title of its column.
    Column(String),
    /// The person who imports.
    Person,
    /// Nobody: it is the zone of the province of the row, which is named.
    Province(String),
}

/// A coordinate system and who said so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stated {
    pub crs: Crs,
    pub by: SaidBy,
}

/// What the row, or else the person who imports, says; nothing where neither does.
pub(super) fn stated_system(row: &FileRow, asked: Option<Crs>) -> Result<Option<Stated>, Finding> {
    let cell = |column: Column| row.cell(column).filter(|cell| !cell.is_empty());
    let by = |column: Column| SaidBy::Column(row.title(column).unwrap_or_default().to_owned());
    let code = cell(Column::Crs).map(system).transpose().map_err(|finding| row.at(Column::Crs, finding))?.flatten();
    let zone = cell(Column::Meridian).map(zone_on).transpose().map_err(|finding| row.at(Column::Meridian, finding))?;
    Ok(match (code, zone) {
        (Some(crs), Some(zone)) if crs.is_zone() && crs.central_meridian_deg() != zone.central_meridian_deg() => {
            return Err(row.at(Column::Meridian, contradiction(crs, zone)));
        }
        (Some(crs), _) => Some(Stated { crs, by: by(Column::Crs) }),
        (None, Some(crs)) => Some(Stated { crs, by: by(Column::Meridian) }),
        (None, None) => asked.map(|crs| Stated { crs, by: SaidBy::Person }),
    })
}

/// The zone of the row's province: of the former one, since cadastral files still follow it, or else of today's.
pub(super) fn guessed_zone(placement: &Placement, gazetteer: &Gazetteer) -> Option<Stated> {
    let province = placement.former_province.or(placement.province)?;
    let name = gazetteer.region(province).map(|region| region.full_name.clone()).unwrap_or_default();
    Some(Stated { crs: zone_of_province(province)?, by: SaidBy::Province(name) })
}

/// A cell that names a coordinate system; nothing where it names VN-2000 without saying which zone.
fn system(cell: &str) -> Result<Option<Crs>, Finding> {
    let folded = text::fold(cell);
    if matches!(folded.as_str(), "vn2000" | "vn 2000") {
        return Ok(None);
    }
    let known = CRS_WORDS.iter().find(|(word, _)| *word == folded).map(|(_, crs)| *crs);
    let read = known.map_or_else(|| cell.parse(), Ok);
    read.map(Some).map_err(|message| Finding::refused(FindingCode::UnknownTerm, message))
}

fn zone_on(cell: &str) -> Result<Crs, Finding> {
    meridian(cell).map_err(|message| Finding::refused(FindingCode::UnknownTerm, message))
}

/// The 3° zone on a central meridian written as `105.75`, `105,75`, `105°45'`, `105 45`, or `105.45` as the names of EPSG
/// have it: degrees, a point and minutes.
pub fn meridian(written: &str) -> Result<Crs, Message> {
    let zone = angle(written).and_then(|angle| {
        let minutes_as_decimals = angle.degrees.trunc() + angle.degrees.fract() * 100.0 / 60.0;
        // No meridian lies on a decimal that could be the minutes of another one.
        Crs::tm3(angle.degrees).or_else(|| Crs::tm3((minutes_as_decimals * 1e6).round() / 1e6))
    });
    zone.ok_or_else(|| {
        let allowed = Crs::all_tm3().filter_map(Crs::central_meridian_deg).map(degrees_and_minutes);
        let allowed = allowed.collect::<Vec<_>>().join(", ");
        let shown: String = written.trim().chars().take(40).collect();
        Message::new(
            format!("“{shown}” không phải kinh tuyến trục của múi 3°. Được phép: {allowed}"),
            format!("“{shown}” is no central meridian of a 3° zone. Allowed: {allowed}"),
        )
    })
}

fn contradiction(crs: Crs, zone: Crs) -> Finding {
    let (crs, zone) = (crs.label(), zone.label());
    let message = Message::new(
        format!("Hai cột nói hai hệ khác nhau: {} và {}. Hãy sửa hoặc để trống một cột.", crs.vi, zone.vi),
        format!("Two columns name two systems: {} and {}. Correct one or leave it empty.", crs.en, zone.en),
    );
    Finding::refused(FindingCode::InvalidValue, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meridian_is_read_in_every_notation() {
        for (text, epsg) in [
            ("105.75", 9210),
            ("105,75", 9210),
            ("105°45'", 9210),
            ("105°45′", 9210),
            ("105 45", 9210),
            ("105-45", 9210),
            ("105.45", 9210),
            ("105", 5897),
            ("105.0", 5897),
            ("105°00'00\"", 5897),
            ("104.3", 9207),
            ("106.15", 9212),
            ("108°30'E", 9218),
        ] {
            assert_eq!(meridian(text), Ok(Crs::of_epsg(epsg).unwrap()), "{text}");
        }
        for text in ["", "105.25", "90", "abc", "105.85", "111"] {
            assert!(meridian(text).unwrap_err().vi.contains("105°45′"), "{text}");
        }
    }

    #[test]
    fn words_name_a_system_too() {
        assert_eq!(system("WGS-84").unwrap(), Some(Crs::CRS84));
        assert_eq!(system("VN-2000").unwrap(), None);
        assert_eq!(system("VN-2000 / UTM 48N").unwrap(), Some(Crs::UTM_48N));
        assert_eq!(system("5897").unwrap(), Crs::tm3(105.0));
        assert!(system("HN-72").unwrap_err().message.en.contains("EPSG:5897"));
    }
}
