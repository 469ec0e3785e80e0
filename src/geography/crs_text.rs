//! How people and programs write a coordinate system: `EPSG:5897`, a bare code, an OGC address or name, a safe CURIE.
use std::str::FromStr;

use super::crs::Crs;
use crate::domain::Message;

/// Codes registered with easting and northing exchanged, withdrawn since, and what to write instead.
const WITHDRAWN: [(u32, u32); 4] = [(6956, 5896), (6957, 5897), (6958, 5898), (6959, 5899)];

/// Most characters of a refused text that are repeated.
const SHOWN: usize = 80;

impl FromStr for Crs {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let plain = text.trim();
        let plain = plain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(plain).to_ascii_lowercase();
        let (authority, code) = authority_and_code(&plain).ok_or_else(|| unknown(text))?;
        match (authority, code) {
            ("ogc", "crs84") => Ok(Self::CRS84),
            ("epsg", code) if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()) => {
                let code = code.parse::<u32>().map_err(|_| unknown(text))?;
                if let Some((old, new)) = WITHDRAWN.into_iter().find(|(old, _)| *old == code) {
                    return Err(withdrawn(old, new));
                }
                Self::of_epsg(code).ok_or_else(|| unknown(text))
            }
            _ => Err(unknown(text)),
        }
    }
}

/// The authority and its code in a lower-case text.
fn authority_and_code(text: &str) -> Option<(&str, &str)> {
    let address = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let parts = match (address, text.strip_prefix("urn:ogc:def:crs:")) {
        (Some(address), _) => address.strip_prefix("www.opengis.net/def/crs/")?.split('/').collect::<Vec<_>>(),
        (None, Some(name)) => name.split(':').collect(),
        (None, None) => text.split(':').collect(),
    };
    let is_version = |version: &str| version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match parts.as_slice() {
        [authority, version, code] if is_version(version) => Some((authority, code)),
        [authority, code] if address.is_none() => Some((authority, code)),
        ["crs84"] => Some(("ogc", "crs84")),
        [code] => Some(("epsg", code)),
        _ => None,
    }
}

fn unknown(text: &str) -> Message {
    let shown: String = text.trim().chars().take(SHOWN).collect();
    let allowed: Vec<String> = Crs::ALL.iter().map(ToString::to_string).collect();
    let allowed = allowed.join(", ");
    Message::new(
        format!("“{shown}” không phải hệ tọa độ dùng được ở đây. Được phép: {allowed}"),
        format!("“{shown}” is not a coordinate system known here. Allowed: {allowed}"),
    )
}

fn withdrawn(old: u32, new: u32) -> Message {
    Message::new(
        format!("EPSG:{old} đã bị hủy vì đảo trục đông và bắc; hãy dùng EPSG:{new}."),
        format!("EPSG:{old} was withdrawn, its easting and northing are exchanged; use EPSG:{new}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_understood() {
        let zone = Crs::tm3(105.0).unwrap();
        for text in [
            "EPSG:5897",
            "epsg:5897",
            " 5897 ",
            "[EPSG:5897]",
            "http://www.opengis.net/def/crs/EPSG/0/5897",
            "https://www.opengis.net/def/crs/EPSG/0/5897",
            "http://www.opengis.net/def/crs/EPSG/9.9.1/5897",
            "urn:ogc:def:crs:EPSG::5897",
            "urn:ogc:def:crs:EPSG:9.9.1:5897",
        ] {
            assert_eq!(text.parse(), Ok(zone), "{text}");
        }
        for text in [
            "CRS84",
            "OGC:CRS84",
            "[OGC:CRS84]",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "https://www.opengis.net/def/crs/OGC/0/CRS84",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
        ] {
            assert_eq!(text.parse(), Ok(Crs::CRS84), "{text}");
        }
        for crs in Crs::ALL {
            assert_eq!(crs.uri().parse(), Ok(crs));
            assert_eq!(crs.to_string().parse(), Ok(crs));
        }
    }

    #[test]
    fn anything_else_is_refused_with_what_is_allowed() {
        for text in [
            "",
            "EPSG:",
            "EPSG:32648",
            "EPSG:99999999999",
            "+5897",
            "VN-2000",
            "http://www.opengis.net/def/crs/EPSG/5897",
            "http://example.org/def/crs/EPSG/0/5897",
            "urn:ogc:def:crs:EPSG:x:5897",
            "[EPSG:5897",
            "OGC:CRS84h",
        ] {
            let message = text.parse::<Crs>().unwrap_err();
            assert!(message.vi.contains("EPSG:9218") && message.en.contains("CRS84, EPSG:4326"), "{text}: {message:?}");
        }
        let message = "EPSG:6957".parse::<Crs>().unwrap_err();
        assert!(message.vi.contains("EPSG:5897") && message.en.contains("use EPSG:5897"), "{message:?}");
    }
}
