//! Which coordinate system a file says it is in: an EPSG code, an OGC name, or the well-known text of a `.prj` file.
use crate::geography::crs::Crs;

/// What a file says of its coordinate system.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::geography) enum DeclaredCrs {
    /// A known one.
    Known(Crs),
    /// One that is not read; as the file names it.
    Unknown(String),
    /// Nothing.
    Silent,
}

/// Longest quotation of what a file says.
const QUOTED_MAX: usize = 80;

impl Crs {
    /// The system that a file names: by a code, an OGC name, or well-known text; `None` where it is none that is known.
    pub fn declared(text: &str) -> Option<Self> {
        match DeclaredCrs::of(text) {
            DeclaredCrs::Known(crs) => Some(crs),
            DeclaredCrs::Unknown(_) | DeclaredCrs::Silent => None,
        }
    }
}

impl DeclaredCrs {
    /// Reads a code (`EPSG:3405`, `urn:ogc:def:crs:OGC:1.3:CRS84`) or well-known text.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Silent;
        }
        let known = if text.contains('[') { of_wkt(text) } else { text.parse().ok() };
        known.map_or_else(|| Self::Unknown(text.chars().take(QUOTED_MAX).collect()), Self::Known)
    }
}

/// The system of a well-known text: by its code where it has one, else by datum, projection, scale and meridian.
fn of_wkt(text: &str) -> Option<Crs> {
    let plain = text.to_lowercase().replace([' ', '_', '-'], "");
    if let Some(code) = outermost_code(&plain) {
        return Crs::of_epsg(code);
    }
    // A datum shift in the text says nothing of the datum's name.
    let is_vn2000 = plain.contains("vn2000") || plain.contains("vietnam2000");
    let is_wgs84 = plain.contains("wgs84") || plain.contains("wgs1984");
    if !plain.starts_with("projcs") && !plain.starts_with("projcrs") {
        return match (is_vn2000, is_wgs84) {
            (true, _) => Some(Crs::VN2000),
            (false, true) => Some(Crs::CRS84),
            _ => None,
        };
    }
    if plain.contains("mercatorauxiliarysphere") || plain.contains("pseudomercator") {
        return Some(Crs::WEB_MERCATOR);
    }
    if !is_vn2000 || !plain.contains("transversemercator") {
        return None;
    }
    let meridian = parameter(&plain, "centralmeridian").or_else(|| parameter(&plain, "longitudeoforigin"))?;
    let scale = parameter(&plain, "scalefactor")?;
    let is_plain = parameter(&plain, "falseeasting")? == 500_000.0 && parameter(&plain, "falsenorthing").unwrap_or(0.0) == 0.0;
    if !is_plain {
        return None;
    }
    if (scale - 0.9996).abs() < 1e-9 {
        return [Crs::UTM_48N, Crs::UTM_49N].into_iter().find(|crs| crs.central_meridian_deg() == Some(meridian));
    }
    if (scale - 0.9999).abs() < 1e-9 { Crs::tm3(meridian) } else { None }
}

/// The EPSG code of the whole system: it stands last and only the system itself is still open around it.
fn outermost_code(plain: &str) -> Option<u32> {
    let end = plain.trim_end_matches(']');
    if plain.len() - end.len() != 2 {
        return None;
    }
    let at = end.rfind("authority[\"epsg\",").map(|at| at + "authority[\"epsg\",".len());
    let at = at.or_else(|| end.rfind("id[\"epsg\",").map(|at| at + "id[\"epsg\",".len()))?;
    end.get(at..)?.trim_matches('"').parse().ok()
}

fn parameter(plain: &str, name: &str) -> Option<f64> {
    let after = plain.split(&format!("\"{name}\",")).nth(1).or_else(|| {
        let named = plain.split("parameter[\"").find(|part| part.starts_with(name))?;
        named.split_once(',').map(|(_, rest)| rest)
    })?;
    after.split([',', ']']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GEOGCS: &str = "GEOGCS[\"GCS_VN_2000\",DATUM[\"D_Vietnam_2000\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],\
        PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    fn projected(meridian: &str, scale: &str) -> String {
        format!(
            "PROJCS[\"VN_2000_TM3\",{GEOGCS},PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],\
             PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",{meridian}],PARAMETER[\"Scale_Factor\",{scale}],\
             PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
        )
    }

    #[test]
    fn codes_and_names_are_read() {
        for (text, expected) in [
            ("EPSG:3405", Crs::UTM_48N),
            ("urn:ogc:def:crs:EPSG::9210", Crs::tm3(105.75).unwrap()),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs::CRS84),
            (GEOGCS, Crs::VN2000),
            ("GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]]]", Crs::CRS84),
            ("GEOGCS[\"x\",DATUM[\"d\",AUTHORITY[\"EPSG\",\"6756\"]],AUTHORITY[\"EPSG\",\"4756\"]]", Crs::VN2000),
        ] {
            assert_eq!(DeclaredCrs::of(text), DeclaredCrs::Known(expected), "{text}");
        }
        assert_eq!(DeclaredCrs::of(&projected("105.75", "0.9999")), DeclaredCrs::Known(Crs::tm3(105.75).unwrap()));
        assert_eq!(DeclaredCrs::of(&projected("111.0", "0.9996")), DeclaredCrs::Known(Crs::UTM_49N));
    }

    #[test]
    fn what_is_not_known_is_quoted() {
        assert_eq!(DeclaredCrs::of(" "), DeclaredCrs::Silent);
        for text in ["EPSG:32648", "LOCAL_CS[\"Hà Nội\"]", &projected("105.25", "0.9999"), &projected("105.0", "1.0")] {
            assert!(matches!(DeclaredCrs::of(text), DeclaredCrs::Unknown(_)), "{text}");
        }
    }
}
